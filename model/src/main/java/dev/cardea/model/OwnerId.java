package dev.cardea.model;

/// Names an owner of keys: a user or a service account: `own_` and letters, digits or dashes.
public record OwnerId(String value) implements Id {
    /// What every id of this kind starts with.
    public static final String PREFIX = "own_";

    public OwnerId {
        Id.check(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
