package dev.cardea.control;

import dev.cardea.model.Change;
import dev.cardea.model.Readings;
import dev.cardea.model.Snapshot;
import dev.cardea.storage.State;
import dev.cardea.storage.Store;
import dev.cardea.storage.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the data plane's snapshot in step with the store.
///
/// What this node writes is published before the writer gets its answer. What other processes write
/// is found by asking the store for its newest revision, a few times a second. A store that is away
/// never empties the snapshot: it stays, grows older, and says so.
///
/// Reading is for any thread and never waits; following the store is one thread's work.
public final class SnapshotPublisher implements Changes.Published, AutoCloseable {
    /// How often the store is asked: well under the second within which a change has to be enforced.
    public static final Duration USUAL_PACE = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPublisher.class);
    private static final int BATCH = 1000;

    private final Store store;
    private final SnapshotJournal journal;
    private final InstantSource clock;
    private final Duration pace;
    private final ReentrantLock turn = new ReentrantLock();
    private final Thread follower;
    private volatile boolean closed;
    private volatile Snapshot snapshot;
    private volatile Readings readings;
    private volatile StoreHealth health;
    private boolean unkept;

    private SnapshotPublisher(
            Store store,
            SnapshotJournal journal,
            InstantSource clock,
            Duration pace,
            Snapshot snapshot,
            StoreHealth health) {
        this.store = store;
        this.journal = journal;
        this.clock = clock;
        this.pace = pace;
        this.snapshot = snapshot;
        this.readings = Readings.inStep(snapshot);
        this.health = health;
        this.follower = Thread.ofPlatform().daemon().name("snapshot").unstarted(this::follow);
    }

    /// Begins with what the store holds, or with the snapshot that was kept when the store is away.
    ///
    /// @param kept the last good snapshot; null when there is none
    /// @throws StoreException when the store is away and nothing was kept
    public static SnapshotPublisher start(
            Store store,
            @Nullable Snapshot kept,
            SnapshotJournal journal,
            InstantSource clock,
            Duration pace) {
        Instant now = clock.instant();
        SnapshotPublisher publisher;
        if (kept == null) {
            Snapshot loaded = store.loadAll().snapshot(store.installation().tag(), now);
            publisher =
                    new SnapshotPublisher(
                            store, journal, clock, pace, loaded, new StoreHealth(true, now, ""));
            publisher.keep(() -> journal.replace(loaded));
        } else {
            publisher =
                    new SnapshotPublisher(
                            store, journal, clock, pace, kept, new StoreHealth(true, now, ""));
            publisher.catchUp();
        }
        publisher.follower.start();
        return publisher;
    }

    /// What the data plane decides from.
    public Snapshot snapshot() {
        return snapshot;
    }

    /// What this node knows of how current that is.
    public Readings readings() {
        return readings;
    }

    /// Whether the store answers.
    public StoreHealth health() {
        return health;
    }

    @Override
    public void publish(List<Change> changes) {
        turn.lock();
        try {
            List<Change> news =
                    changes.stream().filter(it -> it.revision() > snapshot.revision()).toList();
            if (news.isEmpty()) {
                return;
            }
            if (news.getFirst().revision() == snapshot.revision() + 1) {
                apply(news, news.getLast().revision());
            } else {
                // Another process wrote in between.
                catchUp();
            }
        } finally {
            turn.unlock();
        }
    }

    /// Asks the store for what is new, now.
    public void catchUp() {
        turn.lock();
        try {
            long newest = store.newestRevision();
            if (newest < snapshot.revision()) {
                LOG.warn(
                        "the store is at revision {}, the snapshot at {}: the store was put back; loading all of it",
                        newest,
                        snapshot.revision());
                reload();
            }
            readings = new Readings(newest, clock.instant());
            while (snapshot.revision() < newest) {
                List<Change> changes = store.changesAfter(snapshot.revision(), BATCH);
                if (changes.isEmpty()) {
                    break;
                }
                apply(changes, Math.max(newest, changes.getLast().revision()));
            }
            Instant now = clock.instant();
            snapshot = snapshot.at(snapshot.revision(), now);
            readings = new Readings(snapshot.revision(), now);
            confirm(now);
            if (!health.reachable()) {
                LOG.info(
                        "the store answers again after {} s",
                        Duration.between(health.since(), now).toMillis() / 1000.0);
                health = new StoreHealth(true, now, "");
            }
        } catch (StoreException e) {
            if (health.reachable()) {
                LOG.warn(
                        "the store is away; going on with the snapshot of revision {}: {}",
                        snapshot.revision(),
                        e.getMessage());
                health = new StoreHealth(false, clock.instant(), words(e));
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        follower.interrupt();
        try {
            follower.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void apply(List<Change> changes, long newest) {
        Snapshot next = snapshot;
        for (Change change : changes) {
            next = next.with(change);
        }
        snapshot = next;
        readings = new Readings(Math.max(newest, next.revision()), clock.instant());
        Snapshot after = next;
        keep(() -> journal.append(changes, after));
    }

    /// A snapshot that can't be kept is no trouble of the store's: changes count all the same.
    private void keep(Runnable step) {
        try {
            step.run();
            if (unkept) {
                LOG.info("the snapshot is kept again");
            }
            unkept = false;
        } catch (StoreException e) {
            unkept(e);
        }
    }

    private void confirm(Instant now) {
        try {
            journal.confirm(now);
        } catch (StoreException e) {
            unkept(e);
        }
    }

    private void unkept(StoreException e) {
        if (!unkept) {
            LOG.error(
                    "the snapshot can't be kept; changes count all the same, but a restart without the store would not know them: {}",
                    e.getMessage());
        }
        unkept = true;
    }

    private void reload() {
        State state = store.loadAll();
        snapshot = state.snapshot(snapshot.tag(), clock.instant());
        Snapshot loaded = snapshot;
        keep(() -> journal.replace(loaded));
    }

    private void follow() {
        while (!closed) {
            try {
                Thread.sleep(pace);
            } catch (InterruptedException _) {
                continue;
            }
            try {
                catchUp();
            } catch (RuntimeException e) {
                LOG.error("the snapshot can't be kept in step with the store", e);
            }
        }
    }

    private static String words(StoreException e) {
        String message = e.getMessage();
        return message == null ? "" : message;
    }
}
