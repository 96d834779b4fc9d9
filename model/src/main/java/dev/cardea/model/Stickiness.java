package dev.cardea.model;

/// What keeps calls on one target of a route, as long as that is healthy.
public enum Stickiness {
    /// Nothing: each call is chosen for by itself.
    NONE,
    /// The session that the call's header fields name, else the `prompt_cache_key` of its body; a call
    /// that names none is on its own.
    CONVERSATION,
    /// The user on whose behalf the body says that it calls: `user`, or `metadata.user_id`; a call that
    /// names none is on its own.
    USER,
    /// The key that calls.
    KEY
}
