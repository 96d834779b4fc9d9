package dev.cardea.model;

/// Who has to act for a refused call to pass.
public enum Origin {
    /// The application that calls, or whoever administers its key.
    CALLER,
    /// Whoever operates this gateway.
    GATEWAY,
    /// The provider, or whoever administers the gateway's credential there.
    UPSTREAM
}
