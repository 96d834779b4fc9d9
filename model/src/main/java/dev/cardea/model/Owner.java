package dev.cardea.model;

import java.time.Instant;
import java.util.Optional;

/// Who answers for a key: a user or a service account of an organization.
///
/// @param lockedUntil until when a soft lock stops the keys of this owner
public record Owner(
        OwnerId id,
        OrganizationId organization,
        OwnerKind kind,
        String name,
        Standing standing,
        Optional<Instant> lockedUntil,
        long revision)
        implements Entity {

    @Override
    public Owner withRevision(long revision) {
        return new Owner(id, organization, kind, name, standing, lockedUntil, revision);
    }
}
