package dev.cardea.dialect.usage;

import dev.cardea.model.Usage;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Meters an answer that is one JSON object.
final class AnswerMeter extends UsageMeter {
    private static final int MAX_ERROR = 4096;

    private final AnswerScanner scanner;
    private byte[] head = {};
    private int headLength;
    private boolean understood = true;

    AnswerMeter(AnswerScanner scanner) {
        this.scanner = scanner;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, Passage passage) {
        int keep = Math.min(length, MAX_ERROR - headLength);
        if (keep > 0) {
            head = Arrays.copyOf(head, headLength + keep);
            System.arraycopy(bytes, offset, head, headLength, keep);
            headLength += keep;
        }
        understood = understood && scanner.feed(bytes, offset, offset + length);
        passage.pass(bytes, offset, length);
    }

    @Override
    public void end(Passage passage) {}

    @Override
    public boolean hides() {
        return false;
    }

    @Override
    public Usage usage(long requestBytes) {
        scanner.settle();
        return scanner.usage(requestBytes);
    }

    @Override
    public String modelAnswered() {
        return scanner.model();
    }

    @Override
    public String answerId() {
        return scanner.id();
    }

    @Override
    public Set<String> itemIds() {
        return scanner.items();
    }

    @Override
    public boolean complete() {
        return scanner.complete();
    }

    @Override
    public boolean started() {
        return scanner.complete();
    }

    @Override
    public boolean refused() {
        return scanner.refused();
    }

    @Override
    public boolean spoke() {
        return scanner.spoke();
    }

    @Override
    public boolean sawError() {
        return scanner.sawError();
    }

    @Override
    public Optional<EmbeddedError> embeddedError() {
        return scanner.sawError()
                ? Optional.of(new EmbeddedError(Arrays.copyOf(head, headLength)))
                : Optional.empty();
    }
}
