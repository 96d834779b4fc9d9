package dev.cardea.control;

import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.Id;
import dev.cardea.storage.Commit;
import dev.cardea.storage.EntityKind;
import dev.cardea.storage.Remembered;
import dev.cardea.storage.Store;
import dev.cardea.storage.StoreException;
import dev.cardea.storage.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Through which every use case writes: a commit to the store, then at once to the data plane of this
/// node, so that whoever gets the answer finds the change enforced.
public final class Changes {
    private final Store store;
    private final Records records;
    private final Published published;
    private final InstantSource clock;

    public Changes(Store store, Records records, Published published, InstantSource clock) {
        this.store = store;
        this.records = records;
        this.published = published;
        this.clock = clock;
    }

    /// Makes the data plane see what was written.
    public interface Published {
        void publish(List<Change> changes);
    }

    /// Reads what is there.
    public Records records() {
        return records;
    }

    public Instant now() {
        return clock.instant();
    }

    /// Writes a record that doesn't exist yet; a repeated request gets the one it made before.
    ///
    /// @throws ControlFailure.NotFound when it would be out of reach
    public <E extends Entity> Made<E> create(
            Mandate mandate, String action, Class<E> type, E entity) {
        Optional<E> earlier = earlier(mandate, type);
        if (earlier.isPresent()) {
            return new Made<>(earlier.get(), true);
        }
        Commit commit = commit(mandate, action, List.of(Write.create(entity)));
        if (mandate.repeat().isPresent()) {
            Mandate.RepeatKey repeat = mandate.repeat().get();
            commit = commit.remembering(repeat.key(), repeat.requestHash(), entity.id().value());
        }
        try {
            return new Made<>(type.cast(write(commit).getFirst().entity()), false);
        } catch (StoreException.AlreadyExists e) {
            // The same request on another thread may have been first.
            return new Made<>(earlier(mandate, type).orElseThrow(() -> e), true);
        }
    }

    /// Writes the next version of a record.
    ///
    /// @param entity carries the revision that it was made from
    public <E extends Entity> E update(Mandate mandate, String action, Class<E> type, E entity) {
        Commit commit = commit(mandate, action, List.of(Write.update(entity)));
        return type.cast(write(commit).getFirst().entity());
    }

    /// Writes several records together.
    public List<Change> write(Mandate mandate, String action, List<Write> writes) {
        return write(commit(mandate, action, writes));
    }

    private List<Change> write(Commit commit) {
        List<Change> changes = store.commit(commit);
        published.publish(changes);
        return changes;
    }

    private Commit commit(Mandate mandate, String action, List<Write> writes) {
        for (Write write : writes) {
            // What somebody can't see they can't write either.
            if (!mandate.reach().covers(records.owning(write.entity()))) {
                throw new ControlFailure.NotFound(write.entity().id());
            }
        }
        return Commit.of(mandate.actor(), action, now(), writes).because(mandate.reason());
    }

    private <E extends Entity> Optional<E> earlier(Mandate mandate, Class<E> type) {
        Optional<Remembered> remembered =
                mandate.repeat().flatMap(repeat -> store.recall(mandate.actor(), repeat.key()));
        if (remembered.isEmpty()) {
            return Optional.empty();
        }
        if (!remembered.get().requestHash().equals(mandate.repeat().orElseThrow().requestHash())) {
            throw new ControlFailure.RepeatDiffers();
        }
        Id id = EntityKind.parseId(remembered.get().response());
        return Optional.of(records.find(mandate.reach(), type, id));
    }
}
