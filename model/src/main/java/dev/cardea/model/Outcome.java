package dev.cardea.model;

/// How a call ended.
public enum Outcome {
    COMPLETED,
    /// The provider failed or refused, before or after the first byte.
    UPSTREAM_FAILED,
    /// The client closed the connection first.
    CLIENT_GONE,
    TIMED_OUT,
    /// Cardea refused it.
    REFUSED
}
