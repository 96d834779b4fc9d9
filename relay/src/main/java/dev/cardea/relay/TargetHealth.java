package dev.cardea.relay;

import dev.cardea.admission.TargetReading;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/// How one target has done of late: calls in flight, a moving latency, failures, a circuit breaker and
/// a budget of retries. For all threads, without locks; times are [System#nanoTime].
///
/// The breaker opens after five failures in a row, or when half of twenty calls or more within about
/// ten seconds failed. It stays open for two seconds, twice as long each time in a row up to a minute.
/// Then one call tries; it closes or opens the breaker.
final class TargetHealth {
    static final int FAILURES_IN_A_ROW = 5;
    static final long FIRST_OPEN_NANOS = 2_000_000_000L;
    static final long LONGEST_OPEN_NANOS = 60_000_000_000L;

    /// A probe that hasn't ended after this long keeps no other from trying.
    static final long PROBE_NANOS = 60_000_000_000L;

    private static final int ENOUGH_CALLS = 20;
    private static final long SLICE_NANOS = 5_000_000_000L;
    private static final long LATENCY_LASTS_NANOS = 30_000_000_000L;

    /// What one retry takes from the budget, to which each call adds its route's percentage.
    private static final int RETRY = 100;

    private static final int MOST_BUDGET = 10 * RETRY;

    private static final long COUNT_MASK = 0xf_ffffL;
    private static final int COUNT_BITS = 20;
    private static final int NUMBER_SHIFT = 2 * COUNT_BITS;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger budget = new AtomicInteger(MOST_BUDGET);
    private final AtomicReference<Circuit> circuit = new AtomicReference<>(Circuit.CLOSED);

    /// Number of the slice, calls and failures: 24, 20 and 20 bits; slices of even and odd numbers.
    private final AtomicLongArray slices = new AtomicLongArray(2);

    /// Moving average in microseconds, 32 bits, under the milliseconds since `origin` at which it was
    /// last told; 0 when never.
    private final AtomicLong latency = new AtomicLong();

    private final long origin;

    /// The state of the breaker.
    ///
    /// @param row failures in a row while it is closed
    /// @param since when it entered the state
    /// @param openNanos how long it is open, or was before the probe
    record Circuit(Phase phase, int row, long since, long openNanos) {
        static final Circuit CLOSED = new Circuit(Phase.CLOSED, 0, 0, 0);

        enum Phase {
            CLOSED,
            OPEN,
            /// One call tries.
            PROBING
        }
    }

    /// @param now before any time that is told later
    TargetHealth(long now) {
        origin = now - 1_000_000;
    }

    /// A call is about to go there. If the breaker was open it is the one that tries.
    ///
    /// @return false when the breaker keeps it away
    boolean enter(long now) {
        Circuit at = circuit();
        if (at.phase() == Circuit.Phase.CLOSED) {
            return true;
        }
        return mayProbe(at, now)
                && circuit.compareAndSet(
                        at, new Circuit(Circuit.Phase.PROBING, 0, now, at.openNanos()));
    }

    private static boolean mayProbe(Circuit at, long now) {
        return switch (at.phase()) {
            case CLOSED -> true;
            case OPEN -> now - at.since() >= at.openNanos();
            case PROBING -> now - at.since() >= PROBE_NANOS;
        };
    }

    /// A call goes there.
    ///
    /// @param budgetPercent what its route allows of retries
    void begun(int budgetPercent) {
        inFlight.incrementAndGet();
        if (budget.get() < MOST_BUDGET) {
            budget.addAndGet(budgetPercent);
        }
    }

    /// A call is done with it, however it went.
    ///
    /// @param probe whether it was the one that tried, and nothing came of it: then the next tries
    void left(boolean probe, long now) {
        inFlight.decrementAndGet();
        Circuit at = circuit();
        if (probe && at.phase() == Circuit.Phase.PROBING) {
            circuit.compareAndSet(
                    at, new Circuit(Circuit.Phase.OPEN, 0, now - at.openNanos(), at.openNanos()));
        }
    }

    /// It answered.
    ///
    /// @param nanos to the head of the answer; negative when that tells nothing of its speed
    void succeeded(long nanos, long now) {
        count(false, now);
        if (nanos >= 0) {
            measured(nanos / 1_000, now);
        }
        Circuit at = circuit();
        if (at.phase() == Circuit.Phase.PROBING) {
            if (circuit.compareAndSet(at, Circuit.CLOSED)) {
                slices.set(0, 0);
                slices.set(1, 0);
            }
        } else if (at.row() > 0) {
            circuit.compareAndSet(at, Circuit.CLOSED);
        }
    }

    /// It failed in a way that speaks against it.
    void failed(long now) {
        count(true, now);
        while (true) {
            Circuit at = circuit();
            if (at.phase() == Circuit.Phase.OPEN) {
                return;
            }
            Circuit next =
                    switch (at.phase()) {
                        case CLOSED ->
                                at.row() + 1 >= FAILURES_IN_A_ROW || halfFailed(now)
                                        ? new Circuit(Circuit.Phase.OPEN, 0, now, FIRST_OPEN_NANOS)
                                        : new Circuit(Circuit.Phase.CLOSED, at.row() + 1, now, 0);
                        case PROBING ->
                                new Circuit(
                                        Circuit.Phase.OPEN,
                                        0,
                                        now,
                                        Math.min(LONGEST_OPEN_NANOS, 2 * at.openNanos()));
                        case OPEN -> at;
                    };
            if (circuit.compareAndSet(at, next)) {
                return;
            }
        }
    }

    /// Takes one retry from the budget; false when there is none left.
    boolean takeRetry() {
        while (true) {
            int left = budget.get();
            if (left < RETRY) {
                return false;
            }
            if (budget.compareAndSet(left, left - RETRY)) {
                return true;
            }
        }
    }

    /// What is known of it now.
    ///
    /// @param price to be told along
    TargetReading reading(long now, long price) {
        long current = now / SLICE_NANOS & 0xff_ffffL;
        int calls = 0;
        int failures = 0;
        for (int i = 0; i < 2; i++) {
            long slice = slices.get(i);
            long age = current - (slice >>> NUMBER_SHIFT) & 0xff_ffffL;
            if (age <= 1) {
                calls += (int) (slice >>> COUNT_BITS & COUNT_MASK);
                failures += (int) (slice & COUNT_MASK);
            }
        }
        return new TargetReading(
                Math.max(0, inFlight.get()),
                latencyMicros(now),
                !mayProbe(circuit(), now),
                calls,
                failures,
                price);
    }

    /// When its breaker lets a call try, as [System#nanoTime]; `now` when it does already.
    long opensAgain(long now) {
        Circuit at = circuit();
        return switch (at.phase()) {
            case CLOSED -> now;
            case OPEN -> Math.max(now, at.since() + at.openNanos());
            case PROBING -> Math.max(now, at.since() + FIRST_OPEN_NANOS);
        };
    }

    Circuit circuit() {
        return Objects.requireNonNull(circuit.get());
    }

    private boolean halfFailed(long now) {
        TargetReading reading = reading(now, TargetReading.UNKNOWN);
        return reading.calls() >= ENOUGH_CALLS && 2 * reading.failures() >= reading.calls();
    }

    private void count(boolean failure, long now) {
        long number = now / SLICE_NANOS & 0xff_ffffL;
        int index = (int) (number & 1);
        while (true) {
            long slice = slices.get(index);
            long fresh = slice >>> NUMBER_SHIFT == number ? slice : number << NUMBER_SHIFT;
            if ((fresh >>> COUNT_BITS & COUNT_MASK) == COUNT_MASK) {
                return;
            }
            long next = fresh + (1L << COUNT_BITS) + (failure ? 1 : 0);
            if (slices.compareAndSet(index, slice, next)) {
                return;
            }
        }
    }

    /// Takes up a slower answer at once by half, a faster one by a quarter.
    private void measured(long micros, long now) {
        long told = Math.min(micros, 0xffff_fffeL);
        long millis = Math.max(1, (now - origin) / 1_000_000 & 0xffff_ffffL);
        while (true) {
            long before = latency.get();
            long average = before & 0xffff_ffffL;
            long next =
                    latencyMicros(now) < 0
                            ? told
                            : told > average ? (average + told) / 2 : (3 * average + told) / 4;
            if (latency.compareAndSet(before, millis << 32 | next)) {
                return;
            }
        }
    }

    private long latencyMicros(long now) {
        long packed = latency.get();
        if (packed == 0) {
            return TargetReading.UNKNOWN;
        }
        long millis = (now - origin) / 1_000_000 & 0xffff_ffffL;
        long age = millis - (packed >>> 32);
        return age * 1_000_000 > LATENCY_LASTS_NANOS
                ? TargetReading.UNKNOWN
                : packed & 0xffff_ffffL;
    }
}
