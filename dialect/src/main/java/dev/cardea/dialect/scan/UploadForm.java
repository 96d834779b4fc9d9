package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.dialect.scan.RequestScan.UsageWish;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the form by which a file is stored in OpenAI's way. A file that is to be a batch
/// (`purpose`) is read for the requests in it; as its purpose may come behind it, a file is taken for one
/// until that is known.
final class UploadForm extends MultipartScanner {
    private final BatchLines lines = new BatchLines();
    private @Nullable String purpose;

    UploadForm(String contentType) {
        super(contentType);
    }

    @Override
    boolean isField(String name) {
        return name.equals("purpose");
    }

    @Override
    boolean isContent(String name) {
        return name.equals("file");
    }

    @Override
    void field(String name, String value, Range at) {
        purpose = value.strip().toLowerCase(Locale.ROOT);
    }

    private boolean isBatch() {
        return "batch".equals(purpose);
    }

    @Override
    void passes(byte[] bytes, int from, int to) {
        if (purpose == null || isBatch()) {
            lines.feed(bytes, from, to);
        }
    }

    @Override
    void passed() {
        lines.end();
    }

    @Override
    void pieceOver() {
        if (isBatch() && !lines.broken().isEmpty()) {
            refuse(lines.broken());
        }
    }

    @Override
    public List<BatchItem> items() {
        return isBatch() ? lines.items() : List.of();
    }

    @Override
    public boolean enough() {
        return true;
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
    RequestScan found() {
        return new Found(Optional.empty(), false, UsageWish.NOT_APPLICABLE, Optional.empty());
    }
}
