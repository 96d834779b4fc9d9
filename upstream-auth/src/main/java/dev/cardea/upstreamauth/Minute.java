package dev.cardea.upstreamauth;

import java.util.concurrent.atomic.AtomicLong;

/// How much of something was used in the running minute of the clock. For any thread.
final class Minute {
    private static final long MILLIS = 60_000;
    private static final int BITS = 32;
    private static final long COUNT = (1L << BITS) - 1;

    /// The minute in the upper half, the count in the lower.
    private final AtomicLong used = new AtomicLong();

    void add(long count, long now) {
        long minute = now / MILLIS & COUNT;
        used.updateAndGet(before -> {
            long already = before >>> BITS == minute ? before & COUNT : 0;
            return minute << BITS | Math.min(COUNT, already + count);
        });
    }

    long used(long now) {
        long word = used.get();
        return word >>> BITS == (now / MILLIS & COUNT) ? word & COUNT : 0;
    }

    /// How long the running minute still lasts.
    static long rest(long now) {
        return MILLIS - now % MILLIS;
    }
}
