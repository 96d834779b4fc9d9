package dev.cardea.dialect.kept;

import dev.cardea.dialect.scan.JsonScanner;
import dev.cardea.dialect.scan.JsonText;
import dev.cardea.dialect.scan.Range;
import dev.cardea.dialect.scan.Splice;
import dev.cardea.dialect.scan.Splice.Edit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The address at which Anthropic says that the results of a batch are. Its SDKs go there with the
/// caller's key, so that it has to be the gateway's: it becomes a path, which they take for one of the
/// address that they were given.
public final class ResultsAddress {
    private static final String PATH = "/v1/messages/batches/";

    private ResultsAddress() {}

    /// A batch as JSON, with the path in place of the address; anything else as it is.
    public static byte[] relative(byte[] json) {
        Scanner scanner = new Scanner();
        scanner.feed(json, 0, json.length);
        Range at = scanner.at;
        int from = scanner.address.indexOf(PATH);
        if (!scanner.finish() || at == null || from <= 0) {
            return json;
        }
        byte[] path = JsonText.quote(scanner.address.substring(from));
        return new Splice(List.of(new Edit(at, path))).apply(json, 0, json.length);
    }

    private static final class Scanner extends JsonScanner {
        private String address = "";
        private @Nullable Range at;
        private boolean wanted;

        @Override
        protected boolean wantsName() {
            return depth == 1;
        }

        @Override
        protected boolean named(long at) {
            byte[] name = text;
            wanted =
                    depth == 1
                            && name != null
                            && JsonText.decode(name, textFrom, textTo, escaped)
                                    .equals("results_url");
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
                address = JsonText.decode(text, textFrom, textTo, escaped);
                at = new Range(from, to);
            }
            wanted = false;
        }
    }
}
