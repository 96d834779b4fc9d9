package dev.cardea.model;

/// How much a refusal tells a caller who has proven a key.
public enum Disclosure {
    /// The class of the trouble only.
    STRICT,
    /// The state of the key and what it lacks.
    STANDARD,
    /// Everything, for internal networks.
    OPEN
}
