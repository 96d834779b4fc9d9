package dev.cardea.relay;

import java.util.Arrays;

/// The bytes of an answer that is held until it is complete: as many as the limit for such answers and
/// the budget of all allow.
final class AnswerBytes implements AutoCloseable {
    private static final int FIRST_CAPACITY = 4 << 10;

    private final Plane plane;
    private byte[] bytes = {};
    private int length;
    private long charged;

    AnswerBytes(Plane plane) {
        this.plane = plane;
    }

    /// Takes the next ones; false, taking nothing, when they are too many.
    boolean add(byte[] more, int count) {
        int most = plane.config().limits().translatedBytes();
        if (count > most - length) {
            return false;
        }
        if (length + count > bytes.length) {
            int capacity = Math.max(Math.max(FIRST_CAPACITY, length + count), bytes.length * 2);
            if (!plane.held().tryTake(capacity - bytes.length)) {
                return false;
            }
            charged += capacity - bytes.length;
            bytes = Arrays.copyOf(bytes, capacity);
        }
        System.arraycopy(more, 0, bytes, length, count);
        length += count;
        return true;
    }

    /// Those up to [#length] are the answer's.
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    @Override
    public void close() {
        plane.held().giveBack(charged);
        charged = 0;
        bytes = new byte[0];
        length = 0;
    }
}
