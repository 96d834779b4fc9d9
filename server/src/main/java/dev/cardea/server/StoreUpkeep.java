package dev.cardea.server;

import dev.cardea.storage.Store;
import dev.cardea.storage.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets in the store, from time to time, what has served its time: the idempotency keys of
/// requests that nobody repeats any more. A store that is away is asked again at the next turn.
///
/// On a platform thread of its own: a native database call would hold a virtual thread's carrier.
final class StoreUpkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreUpkeep.class);

    private final Store store;
    private final Duration keep;
    private final Duration pace;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean closed;

    private StoreUpkeep(Store store, Duration keep, Duration pace, InstantSource clock) {
        this.store = store;
        this.keep = keep;
        this.pace = pace;
        this.clock = clock;
        thread = Thread.ofPlatform().daemon().name("store-upkeep").unstarted(this::run);
    }

    /// @param keep how long an idempotency key is remembered
    /// @param pace how often to look
    static StoreUpkeep start(Store store, Duration keep, Duration pace, InstantSource clock) {
        StoreUpkeep upkeep = new StoreUpkeep(store, keep, pace, clock);
        upkeep.thread.start();
        return upkeep;
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(pace);
                forget();
            } catch (InterruptedException _) {
                // It is closed.
            } catch (RuntimeException e) {
                LOG.error("the upkeep of the store failed", e);
            }
        }
    }

    private void forget() {
        try {
            int forgotten = store.forget(clock.instant().minus(keep));
            if (forgotten > 0) {
                LOG.info("{} idempotency keys older than {} are forgotten", forgotten, keep);
            }
        } catch (StoreException e) {
            LOG.warn("idempotency keys can't be forgotten just now: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
