package dev.cardea.relay;

import dev.cardea.dialect.scan.BatchItem;
import dev.cardea.dialect.scan.RequestScan.StateReference;
import dev.cardea.model.Credential.Fault;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Looks at the files that a body names, and at the requests in it, each once, as they go by.
final class BodyGuard {
    private Predicate<StateReference> mayUse = _ -> true;
    private @Nullable Function<BatchItem, @Nullable Fault> decides;
    private int filesSeen;
    private int itemsSeen;

    /// Files are the caller's to use only if this says so.
    void files(Predicate<StateReference> mayUse) {
        this.mayUse = mayUse;
    }

    /// Requests go on only if this finds no fault, those that were seen before included.
    void items(Function<BatchItem, @Nullable Fault> decides) {
        this.decides = decides;
        itemsSeen = 0;
    }

    /// So many files were dealt with otherwise.
    void skipFiles(int count) {
        filesSeen = count;
    }

    /// The first of the files that came since that isn't the caller's to use, as far as is known.
    @Nullable StateReference foreign(List<StateReference> files) {
        while (filesSeen < files.size()) {
            StateReference file = files.get(filesSeen++);
            if (!mayUse.test(file)) {
                return file;
            }
        }
        return null;
    }

    /// What is wrong with the first of the requests that came since with which anything is.
    @Nullable Fault fault(List<BatchItem> items) {
        Function<BatchItem, @Nullable Fault> by = decides;
        Fault fault = null;
        while (by != null && fault == null && itemsSeen < items.size()) {
            fault = by.apply(items.get(itemsSeen++));
        }
        return fault;
    }
}
