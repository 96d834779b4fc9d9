package dev.cardea.dialect.scan;

import dev.cardea.model.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads objects within a JSON text as requests of their own, while another scanner reads the text and
/// says where they begin and end.
final class NestedRequests {
    private final Endpoint endpoint;
    private final Consumer<RequestScanner> over;
    private final List<Long> marks = new ArrayList<>();
    private @Nullable RequestScanner scanner;

    /// @param endpoint whose requests they are
    /// @param over is given each when it is over
    NestedRequests(Endpoint endpoint, Consumer<RequestScanner> over) {
        this.endpoint = endpoint;
        this.over = over;
    }

    /// One begins at this position, or ends in front of it.
    void mark(long position) {
        marks.add(position);
    }

    /// Reads what the other scanner has read.
    ///
    /// @param position of the byte at `from`
    void read(byte[] bytes, int from, int to, long position) {
        int at = from;
        for (long mark : marks) {
            int next = from + (int) (mark - position);
            RequestScanner open = scanner;
            if (open == null) {
                scanner = new RequestScanner(endpoint);
            } else {
                open.feed(bytes, at, next);
                scanner = null;
                over.accept(open);
            }
            at = next;
        }
        marks.clear();
        if (scanner != null) {
            scanner.feed(bytes, at, to);
        }
    }

    /// Begins anew with another text.
    void reset() {
        marks.clear();
        scanner = null;
    }
}
