package dev.cardea.model;

/// Names a team of an organization: `team_` and letters, digits or dashes.
public record TeamId(String value) implements Id {
    /// What every id of this kind starts with.
    public static final String PREFIX = "team_";

    public TeamId {
        Id.check(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
