package dev.cardea.dialect.usage;

import dev.cardea.model.Usage;
import java.util.Optional;
import java.util.Set;

/// For answers that cost nothing.
final class NoMeter extends UsageMeter {
    @Override
    public void feed(byte[] bytes, int offset, int length, Passage passage) {
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
        return Usage.NONE;
    }

    @Override
    public String modelAnswered() {
        return "";
    }

    @Override
    public String answerId() {
        return "";
    }

    @Override
    public Set<String> itemIds() {
        return Set.of();
    }

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public boolean started() {
        return true;
    }

    @Override
    public boolean refused() {
        return false;
    }

    @Override
    public boolean spoke() {
        return true;
    }

    @Override
    public boolean sawError() {
        return false;
    }

    @Override
    public Optional<EmbeddedError> embeddedError() {
        return Optional.empty();
    }
}
