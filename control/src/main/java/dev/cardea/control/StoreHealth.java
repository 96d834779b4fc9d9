package dev.cardea.control;

import java.time.Instant;

/// Whether the store answers, as the publisher last found.
///
/// @param reachable false while the node lives from its snapshot
/// @param since when that began
/// @param trouble in the store's words; empty while it answers
public record StoreHealth(boolean reachable, Instant since, String trouble) {}
