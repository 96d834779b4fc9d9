package dev.cardea.storage;

import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where the records of the control plane live, with every version they ever had. Nothing is ever
/// removed: deletion is a state of a record.
///
/// Every method may block on a disk or a network, is safe for use by many threads, and fails with a
/// [StoreException]: whoever calls it decides what an unreachable store means. No request of the data
/// plane waits for it.
public interface Store extends AutoCloseable {
    /// Which installation this is.
    Installation installation();

    /// Makes all changes of a commit in one transaction, or none of them. Each gets the next
    /// revision, without gaps, in the order of the writes; what a reader of the feed has seen up to
    /// a revision never changes afterwards.
    ///
    /// @return the changes as the feed shows them
    /// @throws StoreException.Conflict when a record isn't at the expected revision
    /// @throws StoreException.AlreadyExists when a name, a key's hash or an idempotency key is taken
    /// @throws StoreException.UnknownReference when a record that is pointed at doesn't exist
    List<Change> commit(Commit commit);

    /// The newest version of a record.
    Optional<Entity> find(Id id);

    /// Records of one kind, the oldest first. Records made while somebody walks the pages come at
    /// the end, so that a walk neither misses nor repeats one.
    <E extends Entity> Page<E> list(Query<E> query);

    /// The change feed after a revision, in order, at most `limit` changes.
    List<Change> changesAfter(long revision, int limit);

    /// Every version of a record, the oldest first, with who made it and why.
    List<Version> history(Id id);

    /// What was done by anybody, the newest first: versions with a revision below `before`
    /// ([Long#MAX_VALUE] for the newest), at most `limit`.
    List<Version> audit(long before, int limit);

    /// All records as they were right after a revision.
    ///
    /// @throws IllegalArgumentException when the revision is negative or newer than the newest
    State at(long revision);

    /// All records as they are now.
    State loadAll();

    /// The revision of the newest change, 0 when nothing was ever written.
    long newestRevision();

    /// What an earlier commit remembered under an idempotency key.
    Optional<Remembered> recall(Actor actor, String idempotencyKey);

    /// Forgets idempotency keys that were remembered before `before`, and says how many.
    int forget(Instant before);

    @Override
    void close();
}
