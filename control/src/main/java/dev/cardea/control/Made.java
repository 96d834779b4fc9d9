package dev.cardea.control;

import dev.cardea.model.Entity;

/// A record that was asked for.
///
/// @param repeated true when an earlier request with the same idempotency key made it
public record Made<E extends Entity>(E entity, boolean repeated) {}
