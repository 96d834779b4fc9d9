package dev.cardea.storage;

import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A store that is gone with the process: for tests, and for a gateway that lives from its
/// configuration file alone.
public final class MemoryStore implements Store {
    private final Installation installation;

    /// The feed: revision n is at n - 1.
    private final List<Version> versions = new ArrayList<>();

    /// The newest version of each record, in the order in which they were made.
    private final Map<Id, Stored> current = new LinkedHashMap<>();

    private final Map<String, Id> claims = new HashMap<>();
    private final Map<String, Remembered> remembered = new HashMap<>();
    private boolean closed;

    /// @param created the revision of the first version
    private record Stored(long created, Entity entity) {}

    public MemoryStore(Installation installation) {
        this.installation = installation;
    }

    @Override
    public Installation installation() {
        return installation;
    }

    @Override
    public synchronized List<Change> commit(Commit commit) {
        checkOpen();
        check(commit);
        List<Change> changes = new ArrayList<>(commit.writes().size());
        for (Write write : commit.writes()) {
            long revision = versions.size() + 1L;
            Entity entity = write.entity().withRevision(revision);
            Change change = new Change(revision, commit.at(), entity);
            Stored before = current.get(entity.id());
            if (before != null) {
                Facts.of(before.entity())
                        .claims()
                        .forEach(it -> claims.remove(it.key(), entity.id()));
            }
            Facts.of(entity).claims().forEach(it -> claims.put(it.key(), entity.id()));
            current.put(
                    entity.id(), new Stored(before == null ? revision : before.created(), entity));
            versions.add(new Version(change, commit.actor(), commit.action(), commit.reason()));
            changes.add(change);
        }
        commit.remembered()
                .ifPresent(it -> remembered.put(slot(it.actor(), it.idempotencyKey()), it));
        return List.copyOf(changes);
    }

    private void check(Commit commit) {
        commit.remembered()
                .ifPresent(it -> {
                    if (remembered.containsKey(slot(it.actor(), it.idempotencyKey()))) {
                        throw new StoreException.AlreadyExists(
                                "the idempotency key", it.actor().name());
                    }
                });
        Map<Id, Facts> written = new LinkedHashMap<>();
        for (Write write : commit.writes()) {
            Id id = write.entity().id();
            Stored before = current.get(id);
            long found = before == null ? 0 : before.entity().revision();
            if (found != write.expectedRevision()) {
                throw new StoreException.Conflict(id, write.expectedRevision(), found);
            }
            Facts facts = Facts.of(write.entity());
            for (Id reference : facts.references()) {
                if (!current.containsKey(reference) && !written.containsKey(reference)) {
                    throw new StoreException.UnknownReference(id, reference);
                }
            }
            written.put(id, facts);
        }
        checkClaims(written);
    }

    /// Claims are settled write by write, so that a name given up by an earlier write of a commit is
    /// free for a later one.
    private void checkClaims(Map<Id, Facts> written) {
        Map<String, Id> taken = new HashMap<>();
        List<Id> released = new ArrayList<>();
        written.forEach((id, facts) -> {
            released.add(id);
            for (Facts.Claim claim : facts.claims()) {
                Id holder = taken.get(claim.key());
                if (holder == null) {
                    holder = claims.get(claim.key());
                    if (holder != null && released.contains(holder)) {
                        holder = null;
                    }
                }
                if (holder != null && !holder.equals(id)) {
                    throw new StoreException.AlreadyExists(claim.words(), holder.value());
                }
                taken.put(claim.key(), id);
            }
        });
    }

    @Override
    public synchronized Optional<Entity> find(Id id) {
        checkOpen();
        return Optional.ofNullable(current.get(id)).map(Stored::entity);
    }

    @Override
    public synchronized <E extends Entity> Page<E> list(Query<E> query) {
        checkOpen();
        List<E> entities = new ArrayList<>();
        long last = 0;
        for (Stored stored : current.values()) {
            if (stored.created() <= query.after() || !Facts.of(stored.entity()).fit(query)) {
                continue;
            }
            if (entities.size() == query.limit()) {
                return new Page<>(entities, OptionalLong.of(last));
            }
            entities.add(query.type().cast(stored.entity()));
            last = stored.created();
        }
        return new Page<>(entities, OptionalLong.empty());
    }

    @Override
    public synchronized List<Change> changesAfter(long revision, int limit) {
        checkOpen();
        return versions.stream()
                .skip(Math.max(0, revision))
                .limit(limit)
                .map(Version::change)
                .toList();
    }

    @Override
    public synchronized List<Version> history(Id id) {
        checkOpen();
        return versions.stream().filter(it -> it.change().entity().id().equals(id)).toList();
    }

    @Override
    public synchronized List<Version> audit(long before, int limit) {
        checkOpen();
        int end = (int) Math.min(versions.size(), Math.max(0, before - 1));
        List<Version> newest = new ArrayList<>(versions.subList(Math.max(0, end - limit), end));
        Collections.reverse(newest);
        return List.copyOf(newest);
    }

    @Override
    public synchronized State at(long revision) {
        checkOpen();
        if (revision < 0 || revision > versions.size()) {
            throw new IllegalArgumentException(
                    "revisions are 0 to %d, found %d".formatted(versions.size(), revision));
        }
        Map<Id, Entity> entities = new LinkedHashMap<>();
        Instant at = installation.createdAt();
        for (Version version : versions.subList(0, (int) revision)) {
            entities.put(version.change().entity().id(), version.change().entity());
            at = version.change().at();
        }
        return new State(revision, at, List.copyOf(entities.values()));
    }

    @Override
    public synchronized State loadAll() {
        return at(versions.size());
    }

    @Override
    public synchronized long newestRevision() {
        checkOpen();
        return versions.size();
    }

    @Override
    public synchronized Optional<Remembered> recall(Actor actor, String idempotencyKey) {
        checkOpen();
        return Optional.ofNullable(remembered.get(slot(actor, idempotencyKey)));
    }

    @Override
    public synchronized int forget(Instant before) {
        checkOpen();
        int kept = remembered.size();
        remembered.values().removeIf(it -> it.at().isBefore(before));
        return kept - remembered.size();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new StoreException.Unavailable("the store is closed");
        }
    }

    private static String slot(Actor actor, String idempotencyKey) {
        return actor.name() + '\n' + idempotencyKey;
    }
}
