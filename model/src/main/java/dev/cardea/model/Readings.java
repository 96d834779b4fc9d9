package dev.cardea.model;

import java.time.Instant;

/// What a decision depends on besides the call and the snapshot; kept with it.
///
/// @param newestRevision the newest revision that this node has heard of; when the snapshot is behind
///     it, a denial that depends on state is not certain
/// @param heardAt when the node last heard from the control plane
public record Readings(long newestRevision, Instant heardAt) {
    /// A node that is in step.
    public static Readings inStep(Snapshot snapshot) {
        return new Readings(snapshot.revision(), snapshot.asOf());
    }
}
