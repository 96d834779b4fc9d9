package dev.cardea.model;

/// Whether an organization, a team or an application works.
public enum Lifecycle {
    ACTIVE,
    /// Stopped for now, by an administrator.
    SUSPENDED,
    /// Gone for good; kept so that refusals can say so.
    DELETED
}
