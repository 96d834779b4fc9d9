package dev.cardea.dialect.hub;

import java.util.Arrays;

/// Cuts lines out of a byte stream, as newline-delimited JSON has them. What is held is the line that
/// isn't complete.
public final class LineReader {
    /// Takes the lines.
    public interface Handler {
        /// @param bytes hold the line without its end, valid until the call returns
        void line(byte[] bytes, int offset, int length);
    }

    /// The most that one line may have; a provider that sends more is not believed.
    private static final int MOST = 64 << 20;

    private final Handler handler;
    private byte[] held = new byte[0];
    private int size;

    public LineReader(Handler handler) {
        this.handler = handler;
    }

    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int start = offset;
        for (int i = offset; i < end; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            if (size == 0) {
                line(bytes, start, i);
            } else {
                hold(bytes, start, i);
                flush();
            }
            start = i + 1;
        }
        hold(bytes, start, end);
    }

    /// A last line without an end counts all the same.
    public void finish() {
        flush();
    }

    private void flush() {
        int count = size;
        size = 0;
        line(held, 0, count);
    }

    private void line(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        if (end > from) {
            handler.line(bytes, from, end - from);
        }
    }

    private void hold(byte[] bytes, int from, int to) {
        int wanted = size + to - from;
        if (wanted > MOST) {
            throw TranslationFault.malformed("a line of the stream is too large");
        }
        if (wanted > held.length) {
            held = Arrays.copyOf(held, Math.max(wanted, held.length * 2));
        }
        System.arraycopy(bytes, from, held, size, to - from);
        size = wanted;
    }
}
