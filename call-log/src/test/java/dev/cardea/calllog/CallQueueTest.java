package dev.cardea.calllog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CallRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallQueueTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void recordsComeOutInOrderUntilNoneIsLeft() {
        var queue = new CallQueue(4);
        CallRecord one = Calls.completed("req_1", NOW);
        CallRecord two = Calls.completed("req_2", NOW);
        assertThat(queue.offer(one)).isTrue();
        assertThat(queue.offer(two)).isTrue();
        assertThat(queue.poll()).isSameAs(one);
        assertThat(queue.poll()).isSameAs(two);
        assertThat(queue.poll()).isNull();
    }

    @Test
    void fullQueueRefusesUntilOneIsTaken() {
        var queue = new CallQueue(2);
        CallRecord call = Calls.completed("req_1", NOW);
        assertThat(queue.offer(call)).isTrue();
        assertThat(queue.offer(call)).isTrue();
        assertThat(queue.offer(call)).isFalse();
        assertThat(queue.poll()).isNotNull();
        assertThat(queue.offer(call)).isTrue();
        assertThat(queue.added()).isEqualTo(3);
        assertThat(queue.removed()).isEqualTo(1);
    }

    @Test
    void closedQueueRefusesButKeepsWhatItHas() {
        var queue = new CallQueue(4);
        CallRecord call = Calls.completed("req_1", NOW);
        queue.offer(call);
        queue.close();
        assertThat(queue.offer(call)).isFalse();
        assertThat(queue.added()).isEqualTo(1);
        assertThat(queue.poll()).isSameAs(call);
    }

    @Test
    void nothingIsLostOrReorderedBetweenThreads() throws Exception {
        var queue = new CallQueue(64);
        int producers = 4;
        int each = 20_000;
        var refused = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            String name = "p" + p;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < each; i++) {
                                    CallRecord call = Calls.completed(name + " " + i, NOW);
                                    while (!queue.offer(call)) {
                                        refused.incrementAndGet();
                                        Thread.onSpinWait();
                                    }
                                }
                            }));
        }
        Map<String, Integer> next = new HashMap<>();
        for (int taken = 0; taken < producers * each; ) {
            CallRecord call = queue.poll();
            if (call != null) {
                String[] id = call.id().split(" ");
                int number = Integer.parseInt(id[1]);
                assertThat(next.merge(id[0], 1, Integer::sum)).isEqualTo(number + 1);
                taken++;
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(queue.poll()).isNull();
        assertThat(queue.added()).isEqualTo((long) producers * each);
    }
}
