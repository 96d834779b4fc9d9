package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.relay.TargetHealth.Circuit.Phase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TargetHealthTest {
    private static final long SECOND = 1_000_000_000L;

    private long now = 1_000 * SECOND;
    private final TargetHealth health = new TargetHealth(now);

    @Test
    void opensAfterFailuresInARowAndNotBefore() {
        fail(TargetHealth.FAILURES_IN_A_ROW - 1);
        health.succeeded(1_000, now);
        fail(TargetHealth.FAILURES_IN_A_ROW - 1);
        assertThat(health.enter(now)).isTrue();
        fail(1);
        assertThat(health.enter(now)).isFalse();
        assertThat(health.reading(now, -1).open()).isTrue();
    }

    @Test
    void opensWhenHalfOfManyFail() {
        for (int i = 0; i < 10; i++) {
            health.succeeded(1_000, now);
            assertThat(health.enter(now)).isTrue();
            health.failed(now);
        }
        assertThat(health.enter(now)).isFalse();
    }

    @Test
    void oneCallTriesAndClosesIt() {
        fail(TargetHealth.FAILURES_IN_A_ROW);
        now += TargetHealth.FIRST_OPEN_NANOS - 1;
        assertThat(health.enter(now)).isFalse();
        now += 1;
        assertThat(health.reading(now, -1).open()).isFalse();
        assertThat(health.enter(now)).isTrue();
        assertThat(health.circuit().phase()).isEqualTo(Phase.PROBING);
        // While it tries, no other does.
        assertThat(health.enter(now)).isFalse();
        assertThat(health.reading(now, -1).open()).isTrue();
        health.succeeded(1_000, now);
        assertThat(health.enter(now)).isTrue();
        // What was before it opened doesn't count any more.
        assertThat(health.reading(now, -1).failures()).isZero();
    }

    @Test
    void failedTriesKeepItOpenTwiceAsLong() {
        fail(TargetHealth.FAILURES_IN_A_ROW);
        now += TargetHealth.FIRST_OPEN_NANOS;
        assertThat(health.enter(now)).isTrue();
        fail(1);
        assertThat(health.opensAgain(now) - now).isEqualTo(2 * TargetHealth.FIRST_OPEN_NANOS);
        for (int i = 0; i < 10; i++) {
            now = health.opensAgain(now);
            assertThat(health.enter(now)).isTrue();
            fail(1);
        }
        assertThat(health.opensAgain(now) - now).isEqualTo(TargetHealth.LONGEST_OPEN_NANOS);
    }

    @Test
    void triesWithoutAResultLetTheNextTry() {
        fail(TargetHealth.FAILURES_IN_A_ROW);
        now += TargetHealth.FIRST_OPEN_NANOS;
        assertThat(health.enter(now)).isTrue();
        health.begun(20);
        health.left(true, now);
        assertThat(health.enter(now)).isTrue();
    }

    @Test
    void latencyMovesFastUpAndSlowlyDownAndIsForgotten() {
        health.succeeded(10_000_000, now);
        assertThat(latency()).isEqualTo(10_000);
        health.succeeded(30_000_000, now);
        assertThat(latency()).isEqualTo(20_000);
        health.succeeded(4_000_000, now);
        assertThat(latency()).isEqualTo(16_000);
        health.succeeded(-1, now);
        assertThat(latency()).isEqualTo(16_000);
        now += 31 * SECOND;
        assertThat(latency()).isEqualTo(-1);
    }

    @Test
    void countsAreOfTheLastSeconds() {
        health.succeeded(1, now);
        health.failed(now);
        assertThat(health.reading(now, -1).calls()).isEqualTo(2);
        assertThat(health.reading(now, -1).failures()).isEqualTo(1);
        now += 10 * SECOND;
        assertThat(health.reading(now, -1).calls()).isZero();
        health.failed(now);
        assertThat(health.reading(now, -1).calls()).isEqualTo(1);
    }

    @Test
    void retriesAreAShareOfCalls() {
        int first = 0;
        while (health.takeRetry()) {
            first++;
        }
        assertThat(first).isEqualTo(10);
        for (int i = 0; i < 100; i++) {
            health.begun(20);
        }
        int more = 0;
        while (health.takeRetry()) {
            more++;
        }
        assertThat(more).isBetween(10, 11);
    }

    @Test
    void manyThreadsLoseNoCount() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(8);
        AtomicInteger tries = new AtomicInteger();
        for (int t = 0; t < 8; t++) {
            Thread.ofPlatform()
                    .start(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            health.begun(0);
                            health.succeeded(1_000, now);
                            health.left(false, now);
                        }
                        done.countDown();
                    });
        }
        done.await();
        assertThat(health.reading(now, -1).calls()).isEqualTo(80_000);
        assertThat(health.reading(now, -1).inFlight()).isZero();
        fail(TargetHealth.FAILURES_IN_A_ROW);
        now += TargetHealth.FIRST_OPEN_NANOS;
        CountDownLatch tried = new CountDownLatch(8);
        for (int t = 0; t < 8; t++) {
            Thread.ofPlatform()
                    .start(() -> {
                        tries.addAndGet(health.enter(now) ? 1 : 0);
                        tried.countDown();
                    });
        }
        tried.await();
        assertThat(tries).hasValue(1);
    }

    private long latency() {
        return health.reading(now, -1).latencyMicros();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            health.failed(now);
        }
    }
}
