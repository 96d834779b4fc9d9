package dev.cardea.model;

/// How a credential at a provider fares.
public enum CredentialState {
    /// Nothing speaks against it.
    HEALTHY,
    /// One observation speaks against it; a second one would make it failing.
    SUSPECT,
    /// The provider limits it for a while.
    COOLING,
    /// Two observations or more speak against it or its account.
    FAILING,
    /// Switched off by an administrator.
    DISABLED
}
