package dev.cardea.storage;

import dev.cardea.model.Change;

/// One change together with who made it and why: a row of the audit trail.
///
/// @param action such as `keys.revoke`
/// @param reason in the actor's words; empty when none was given
public record Version(Change change, Actor actor, String action, String reason) {}
