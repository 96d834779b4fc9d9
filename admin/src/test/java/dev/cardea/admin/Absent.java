package dev.cardea.admin;

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
import dev.cardea.storage.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A store that does as another, unless it is away.
final class Absent implements Store {
    private final Store store;
    private final BooleanSupplier away;

    Absent(Store store, BooleanSupplier away) {
        this.store = store;
        this.away = away;
    }

    private void before() {
        Served.present(away.getAsBoolean());
    }

    @Override
    public Installation installation() {
        before();
        return store.installation();
    }

    @Override
    public List<Change> commit(Commit commit) {
        before();
        return store.commit(commit);
    }

    @Override
    public Optional<Entity> find(Id id) {
        before();
        return store.find(id);
    }

    @Override
    public <E extends Entity> Page<E> list(Query<E> query) {
        before();
        return store.list(query);
    }

    @Override
    public List<Change> changesAfter(long revision, int limit) {
        before();
        return store.changesAfter(revision, limit);
    }

    @Override
    public List<Version> history(Id id) {
        before();
        return store.history(id);
    }

    @Override
    public List<Version> audit(long before, int limit) {
        before();
        return store.audit(before, limit);
    }

    @Override
    public State at(long revision) {
        before();
        return store.at(revision);
    }

    @Override
    public State loadAll() {
        before();
        return store.loadAll();
    }

    @Override
    public long newestRevision() {
        before();
        return store.newestRevision();
    }

    @Override
    public Optional<Remembered> recall(Actor actor, String idempotencyKey) {
        before();
        return store.recall(actor, idempotencyKey);
    }

    @Override
    public int forget(Instant before) {
        before();
        return store.forget(before);
    }

    @Override
    public void close() {
        store.close();
    }
}
