package dev.cardea.model;

/// Names a key; what follows the prefix starts with the three-character tag of the installation: `key_` and letters, digits or dashes.
public record KeyId(String value) implements Id {
    /// What every id of this kind starts with.
    public static final String PREFIX = "key_";

    public KeyId {
        Id.check(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
