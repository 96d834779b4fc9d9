package dev.cardea.storage;

import dev.cardea.model.Entity;
import dev.cardea.model.Snapshot;
import java.time.Instant;
import java.util.List;

/// All records as of one revision.
///
/// @param revision of the newest change in it, 0 when nothing was written by then
/// @param at when that change was made; the installation's birth when there is none
public record State(long revision, Instant at, List<Entity> entities) {
    public State {
        entities = List.copyOf(entities);
    }

    /// What the data plane would decide from.
    ///
    /// @param asOf when this was known to be current
    public Snapshot snapshot(String tag, Instant asOf) {
        return Snapshot.of(tag, revision, asOf, entities);
    }
}
