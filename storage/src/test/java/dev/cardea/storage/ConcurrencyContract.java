package dev.cardea.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Change;
import dev.cardea.model.Key;
import dev.cardea.model.KeyState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Writers and readers of a store at the same time.
interface ConcurrencyContract extends StoreUnderTest {

    @Test
    default void manyWritersGetEachRevisionOnce() throws Exception {
        fill();
        int writers = 4;
        int each = 10;
        Map<Long, Change> seen = new ConcurrentHashMap<>();
        AtomicInteger number = new AtomicInteger(1);
        inParallel(
                writers,
                () -> {
                    for (int i = 0; i < each; i++) {
                        List<Change> changes =
                                store().commit(
                                                Records.commit(
                                                        Write.create(
                                                                Records.key(
                                                                        number.incrementAndGet())),
                                                        Write.create(
                                                                Records.key(
                                                                        number
                                                                                .incrementAndGet()))));
                        assertThat(changes.get(1).revision())
                                .isEqualTo(changes.get(0).revision() + 1);
                        for (Change change : changes) {
                            assertThat(seen.put(change.revision(), change)).isNull();
                        }
                    }
                    return null;
                });
        assertThat(store().newestRevision()).isEqualTo(7 + writers * each * 2);
        List<Change> feed = store().changesAfter(7, 1000);
        assertThat(feed).hasSize(writers * each * 2);
        for (int i = 0; i < feed.size(); i++) {
            assertThat(feed.get(i).revision()).isEqualTo(8 + i);
            assertThat(feed.get(i)).isEqualTo(seen.get(8L + i));
        }
    }

    @Test
    default void oneOfTwoWritersOfTheSameVersionWins() throws Exception {
        fill();
        Key read = key(1);
        AtomicInteger won = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        inParallel(
                4,
                () -> {
                    try {
                        store().commit(
                                        Records.commit(
                                                Write.update(read.withState(KeyState.REVOKED))));
                        won.incrementAndGet();
                    } catch (StoreException.Conflict _) {
                        lost.incrementAndGet();
                    }
                    return null;
                });
        assertThat(won).hasValue(1);
        assertThat(lost).hasValue(3);
        assertThat(store().history(read.id())).hasSize(2);
    }

    @Test
    default void readerOfTheFeedNeverSeesAGap() throws Exception {
        fill();
        AtomicInteger number = new AtomicInteger(1);
        inParallel(
                3,
                () -> {
                    int mine = number.incrementAndGet();
                    if (mine == 2) {
                        long at = 7;
                        while (at < 7 + 40) {
                            for (Change change : store().changesAfter(at, 100)) {
                                assertThat(change.revision()).isEqualTo(at + 1);
                                at = change.revision();
                            }
                        }
                    } else {
                        for (int i = 0; i < 20; i++) {
                            store().commit(
                                            Records.commit(
                                                    Write.create(Records.key(mine * 100 + i))));
                        }
                    }
                    return null;
                });
    }

    private static void inParallel(int threads, Callable<?> work) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(executor.submit(work));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }
}
