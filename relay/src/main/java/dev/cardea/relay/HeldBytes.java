package dev.cardea.relay;

import java.util.concurrent.atomic.AtomicLong;

/// The budget of bytes that request bodies may occupy while they are held, shared by all calls of
/// the process.
final class HeldBytes {
    private final long limit;
    private final AtomicLong held = new AtomicLong();

    HeldBytes(long limit) {
        this.limit = limit;
    }

    /// Takes `bytes` from the budget; false, taking nothing, when there are fewer left.
    boolean tryTake(long bytes) {
        if (held.addAndGet(bytes) > limit) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    /// How many bytes are held now.
    long held() {
        return held.get();
    }
}
