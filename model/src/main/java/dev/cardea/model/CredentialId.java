package dev.cardea.model;

/// Names a credential that Cardea holds at a provider: `cred_` and letters, digits or dashes.
public record CredentialId(String value) implements Id {
    /// What every id of this kind starts with.
    public static final String PREFIX = "cred_";

    public CredentialId {
        Id.check(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
