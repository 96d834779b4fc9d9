package dev.cardea.dialect.scan;

/// A stretch of bytes, counted from the start of the body.
///
/// @param from position of the first byte
/// @param to position after the last byte
public record Range(long from, long to) {
    public Range {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "a range runs from 0 or more upwards, found %d to %d".formatted(from, to));
        }
    }

    public long length() {
        return to - from;
    }
}
