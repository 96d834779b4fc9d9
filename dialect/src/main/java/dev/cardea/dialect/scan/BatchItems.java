package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.dialect.scan.RequestScan.Model;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The requests of a batch as they go by, without those that are like an earlier one in all that
/// matters: so many are bounded, however long the batch is.
final class BatchItems {
    private static final int MOST_CALLS = 32;
    private static final int MOST = 1000;

    private final List<BatchItem> items = new ArrayList<>();
    private final Set<BatchItem> known = new HashSet<>();
    private final Set<List<String>> calls = new HashSet<>();

    /// False when there are too many different ones.
    boolean add(long number, String path, RequestScanner scanner, Found found) {
        String model = found.model().map(Model::name).orElse("");
        var alike = new BatchItem(0, path, model, found.state().stream().toList(), scanner.files());
        if (!known.add(alike)) {
            return true;
        }
        calls.add(List.of(path, model));
        items.add(new BatchItem(number, path, model, alike.states(), alike.files()));
        return calls.size() <= MOST_CALLS && items.size() <= MOST;
    }

    /// It grows as more comes.
    List<BatchItem> all() {
        return Collections.unmodifiableList(items);
    }

    static String tooMany() {
        return "at most %d different models and paths, and %d different ids, were expected in a batch"
                .formatted(MOST_CALLS, MOST);
    }
}
