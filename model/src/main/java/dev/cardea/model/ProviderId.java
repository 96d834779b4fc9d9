package dev.cardea.model;

/// Names a provider that calls are forwarded to: `prov_` and letters, digits or dashes.
public record ProviderId(String value) implements Id {
    /// What every id of this kind starts with.
    public static final String PREFIX = "prov_";

    public ProviderId {
        Id.check(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
