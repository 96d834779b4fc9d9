package dev.cardea.dialect.usage;

import java.util.Arrays;

/// The part of an event that came in earlier pieces, up to a limit.
final class HeldBytes {
    private final int limit;
    private byte[] bytes = {};
    private int length;

    HeldBytes(int limit) {
        this.limit = limit;
    }

    /// Keeps these too; false, and keeps nothing of them, when that would be too many.
    boolean add(byte[] from, int start, int end) {
        int more = end - start;
        if (more > limit - length) {
            return false;
        }
        if (more > 0) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(1024, 2 * (length + more))));
            }
            System.arraycopy(from, start, bytes, length, more);
            length += more;
        }
        return true;
    }

    /// What is kept, followed by these, cut at the limit.
    byte[] with(byte[] more, int start, int end) {
        byte[] all = Arrays.copyOf(bytes, Math.min(limit, length + end - start));
        System.arraycopy(more, start, all, length, all.length - length);
        return all;
    }

    void pass(UsageMeter.Passage passage) {
        if (length > 0) {
            passage.pass(bytes, 0, length);
        }
    }

    void clear() {
        length = 0;
    }
}
