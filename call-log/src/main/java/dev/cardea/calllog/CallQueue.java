package dev.cardea.calllog;

import dev.cardea.model.CallRecord;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A bounded queue from many event loops to one writer, without locks: a ring in which a producer
/// claims a slot by moving the tail and then fills it. Nothing is allocated and nobody is woken.
final class CallQueue {
    /// Set in the tail once the queue is closed, so that closing and claiming can't cross.
    private static final long CLOSED = Long.MIN_VALUE;

    private final AtomicReferenceArray<@Nullable CallRecord> slots;
    private final int mask;
    private final AtomicLong tail = new AtomicLong();
    private final AtomicLong head = new AtomicLong();

    CallQueue(int capacity) {
        slots = new AtomicReferenceArray<>(capacity);
        mask = capacity - 1;
    }

    /// Adds a record; false when the queue is full or closed.
    boolean offer(CallRecord call) {
        while (true) {
            long at = tail.get();
            if (at < 0 || at - head.get() > mask) {
                return false;
            }
            if (tail.compareAndSet(at, at + 1)) {
                slots.setRelease((int) at & mask, call);
                return true;
            }
        }
    }

    /// Takes the oldest record; null when there is none, or it is just being filled in. For the one
    /// writer only.
    @Nullable CallRecord poll() {
        long at = head.get();
        int slot = (int) at & mask;
        CallRecord call = slots.getAcquire(slot);
        if (call != null) {
            slots.setRelease(slot, null);
            head.setRelease(at + 1);
        }
        return call;
    }

    /// How many records were added since the start.
    long added() {
        return tail.get() & ~CLOSED;
    }

    /// How many records were taken out since the start.
    long removed() {
        return head.get();
    }

    /// Refuses records from now on.
    void close() {
        long at = tail.get();
        while (!tail.compareAndSet(at, at | CLOSED)) {
            at = tail.get();
        }
    }

    boolean isClosed() {
        return tail.get() < 0;
    }
}
