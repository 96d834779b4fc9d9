package dev.cardea.model;

import java.time.Instant;

/// One row of the change feed: what the control plane did, in the order it did it.
///
/// @param revision one more than the change before it
/// @param entity the new version; deletion is a state, not an absence
public record Change(long revision, Instant at, Entity entity) {}
