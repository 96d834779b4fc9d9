package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.dialect.scan.RequestScan.StateReference;
import dev.cardea.dialect.scan.RequestScan.UsageWish;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the call that has a provider of OpenAI's dialect work a batch off, for the file that holds the
/// batch (`input_file_id`).
final class BatchOrder extends JsonScanner implements BodyScanner {
    private static final String FILE = "input_file_id";

    private boolean wanted;
    private @Nullable StateReference file;

    @Override
    protected boolean wantsName() {
        return depth == 1;
    }

    @Override
    protected boolean named(long at) {
        byte[] name = text;
        wanted = false;
        if (depth != 1 || name == null) {
            return false;
        }
        String written = JsonText.decode(name, textFrom, textTo, escaped);
        wanted = MemberNames.fold(written).equals(FILE);
        if (wanted && (file != null || !written.equals(FILE))) {
            broken(at, "no second member '" + FILE + "', nor one in other letter case,");
        }
        return wanted;
    }

    @Override
    protected void opened(boolean object, long at) {
        if (wanted || (depth == 1 && !object)) {
            broken(at, wanted ? "a text" : "an object");
        }
    }

    @Override
    protected void closed(long at) {
        wanted = false;
    }

    @Override
    protected void scalar(Kind kind, long from, long to) {
        if (depth == 0 || (wanted && (kind != Kind.TEXT || text == null))) {
            broken(from, depth == 0 ? "an object" : "a text");
        } else if (wanted && text != null) {
            file = new StateReference(FILE, JsonText.decode(text, textFrom, textTo, escaped));
        }
        wanted = false;
    }

    @Override
    public List<StateReference> files() {
        return file == null ? List.of() : List.of(file);
    }

    @Override
    public Optional<RequestScan.Model> model() {
        return Optional.empty();
    }

    @Override
    public boolean stream() {
        return false;
    }

    @Override
    public RequestScan result() {
        if (finish() && file == null) {
            return RequestScan.broken("the member 'input_file_id' was expected");
        }
        return brokenAt() < 0
                ? new Found(Optional.empty(), false, UsageWish.NOT_APPLICABLE, Optional.empty())
                : RequestScan.broken(
                        "at byte %d %s was expected".formatted(brokenAt() + 1, expected()));
    }
}
