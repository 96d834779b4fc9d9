package dev.cardea.model;

/// One versioned record of the control plane. Every change writes a new version, and `revision` is
/// the number that the change feed gave it.
public sealed interface Entity
        permits Organization,
                Team,
                Application,
                Owner,
                Key,
                Provider,
                ProviderCredential,
                ModelRoute {
    Id id();

    /// The revision of the change that wrote this version; 0 before it was stored.
    long revision();

    /// The same record as a later version.
    Entity withRevision(long revision);
}
