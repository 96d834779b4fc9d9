package dev.cardea.model;

/// Whether an owner's keys work, and why not.
public enum Standing {
    ACTIVE,
    /// The person left, or the directory says so.
    INACTIVE,
    SUSPENDED_BILLING,
    SUSPENDED_POLICY,
    UNDER_REVIEW,
    /// A service account that was switched off.
    DISABLED,
    DELETED
}
