package dev.cardea.model;

/// What keeps calls on one target of a route, as long as that is healthy.
public enum Stickiness {
    /// Nothing: each call is chosen for by itself.
    NONE,
    /// The session that the call's header fields name; a call that names none is on its own.
    CONVERSATION,
    /// The key that calls.
    KEY
}
