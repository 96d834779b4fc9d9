package dev.cardea.dialect.kept;

import dev.cardea.dialect.scan.JsonScanner;
import dev.cardea.dialect.scan.JsonText;
import java.util.ArrayList;
import java.util.List;

/// Reads an answer about one thing that a provider keeps, as it passes, for the ids in it: its own, and
/// those of the files that came of it (`output_file_id`, `error_file_id` of a batch). Whatever else it
/// is, it passes; what is no JSON object has no ids.
public final class KeptThing {
    private final Scanner scanner = new Scanner();

    /// Takes the next piece.
    public void feed(byte[] bytes, int offset, int length) {
        scanner.feed(bytes, offset, offset + length);
    }

    /// The ids that went by.
    public List<String> ids() {
        return scanner.ids;
    }

    private static final class Scanner extends JsonScanner {
        private final List<String> ids = new ArrayList<>(1);
        private boolean wanted;

        @Override
        protected boolean wantsName() {
            return depth == 1;
        }

        @Override
        protected boolean named(long at) {
            wanted = depth == 1 && KeptIds.in(text, textFrom, textTo, escaped);
            return wanted;
        }

        @Override
        protected void opened(boolean object, long at) {
            wanted = false;
        }

        @Override
        protected void closed(long at) {
            wanted = false;
        }

        @Override
        protected void scalar(Kind kind, long from, long to) {
            if (wanted && kind == Kind.TEXT && text != null) {
                ids.add(JsonText.decode(text, textFrom, textTo, escaped));
            }
            wanted = false;
        }
    }
}
