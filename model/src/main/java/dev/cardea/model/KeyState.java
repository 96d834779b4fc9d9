package dev.cardea.model;

/// Whether a key works as far as the key itself is concerned. Expiry isn't a state: it follows from
/// the clock.
public enum KeyState {
    ACTIVE,
    /// Switched off, and can be switched on again.
    DISABLED,
    /// Stopped for good.
    REVOKED,
    /// Stopped for good, because its secret was seen where it shouldn't be.
    REVOKED_LEAKED,
    /// Gone for good; the tombstone keeps the hash so that refusals can say so.
    DELETED
}
