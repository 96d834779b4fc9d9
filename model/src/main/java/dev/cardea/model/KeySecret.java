package dev.cardea.model;

/// One secret of a key, kept as the SHA-256 of the whole credential text. A key has one; while it is
/// being rotated it has two.
///
/// @param worksUntilMicros epoch microseconds from which on it is refused, [Long#MAX_VALUE] for never
public record KeySecret(Sha256 hash, long worksUntilMicros) {
    /// A secret without an end of its own.
    public static KeySecret lasting(Sha256 hash) {
        return new KeySecret(hash, Long.MAX_VALUE);
    }
}
