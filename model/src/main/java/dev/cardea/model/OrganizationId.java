package dev.cardea.model;

/// Names an organization, the tenant that owns everything below it: `org_` and letters, digits or dashes.
public record OrganizationId(String value) implements Id {
    /// What every id of this kind starts with.
    public static final String PREFIX = "org_";

    public OrganizationId {
        Id.check(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
