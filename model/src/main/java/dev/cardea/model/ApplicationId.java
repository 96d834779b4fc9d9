package dev.cardea.model;

/// Names an application of a team: `app_` and letters, digits or dashes.
public record ApplicationId(String value) implements Id {
    /// What every id of this kind starts with.
    public static final String PREFIX = "app_";

    public ApplicationId {
        Id.check(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
