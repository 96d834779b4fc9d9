package dev.cardea.control;

import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.Id;
import dev.cardea.storage.Actor;
import dev.cardea.storage.Commit;
import dev.cardea.storage.Installation;
import dev.cardea.storage.Page;
import dev.cardea.storage.Query;
import dev.cardea.storage.Remembered;
import dev.cardea.storage.State;
import dev.cardea.storage.Store;
import dev.cardea.storage.StoreException;
import dev.cardea.storage.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A store that may not be open yet: a node that starts while its store is away gets it when it comes
/// back. Until then everything fails as it does with a store that can't be reached.
public final class StoreDoor implements Store {
    private final Supplier<Store> opener;
    private final InstantSource clock;
    private final Duration pause;
    private @Nullable Store open;
    private @Nullable StoreException trouble;
    private Instant nextTry = Instant.MIN;
    private boolean closed;

    /// @param opener opens the store, or throws a [StoreException]
    /// @param pause how long to wait after a failure before trying again
    public StoreDoor(Supplier<Store> opener, InstantSource clock, Duration pause) {
        this.opener = opener;
        this.clock = clock;
        this.pause = pause;
    }

    private synchronized Store store() {
        if (closed) {
            throw new StoreException.Unavailable("the store is closed");
        }
        if (open != null) {
            return open;
        }
        Instant now = clock.instant();
        if (trouble != null && now.isBefore(nextTry)) {
            throw new StoreException.Unavailable("the store can't be opened", trouble);
        }
        try {
            open = opener.get();
            trouble = null;
            return open;
        } catch (StoreException e) {
            trouble = e;
            nextTry = now.plus(pause);
            throw e;
        }
    }

    @Override
    public Installation installation() {
        return store().installation();
    }

    @Override
    public List<Change> commit(Commit commit) {
        return store().commit(commit);
    }

    @Override
    public Optional<Entity> find(Id id) {
        return store().find(id);
    }

    @Override
    public <E extends Entity> Page<E> list(Query<E> query) {
        return store().list(query);
    }

    @Override
    public List<Change> changesAfter(long revision, int limit) {
        return store().changesAfter(revision, limit);
    }

    @Override
    public List<Version> history(Id id) {
        return store().history(id);
    }

    @Override
    public List<Version> audit(long before, int limit) {
        return store().audit(before, limit);
    }

    @Override
    public State at(long revision) {
        return store().at(revision);
    }

    @Override
    public State loadAll() {
        return store().loadAll();
    }

    @Override
    public long newestRevision() {
        return store().newestRevision();
    }

    @Override
    public Optional<Remembered> recall(Actor actor, String idempotencyKey) {
        return store().recall(actor, idempotencyKey);
    }

    @Override
    public int forget(Instant before) {
        return store().forget(before);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (open != null) {
            open.close();
        }
    }
}
