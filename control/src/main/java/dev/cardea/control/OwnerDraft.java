package dev.cardea.control;

import dev.cardea.model.OrganizationId;
import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import dev.cardea.model.OwnerKind;
import dev.cardea.model.Standing;
import java.time.Instant;
import java.util.Optional;

/// What an administrator says of an owner of keys.
///
/// @param organization can't be changed later
/// @param standing any but deleted; deleting is a step of its own
/// @param lockedUntil until when a soft lock stops the keys of this owner
public record OwnerDraft(
        OrganizationId organization,
        OwnerKind kind,
        String name,
        Standing standing,
        Optional<Instant> lockedUntil) {

    public OwnerDraft {
        Words.name("/name", name);
        if (standing == Standing.DELETED) {
            throw new ControlFailure.Invalid(
                    "/standing", "deleting is a step of its own: use DELETE");
        }
        if (standing == Standing.DISABLED && kind == OwnerKind.USER) {
            throw new ControlFailure.Invalid(
                    "/standing", "a service account is disabled; a user is inactive");
        }
        if (standing == Standing.INACTIVE && kind == OwnerKind.SERVICE_ACCOUNT) {
            throw new ControlFailure.Invalid(
                    "/standing", "a user is inactive; a service account is disabled");
        }
    }

    /// One in good standing.
    public static OwnerDraft named(OrganizationId organization, OwnerKind kind, String name) {
        return new OwnerDraft(organization, kind, name, Standing.ACTIVE, Optional.empty());
    }

    /// What would have to be said for this record.
    public static OwnerDraft of(Owner it) {
        if (it.standing() == Standing.DELETED) {
            throw Lifecycles.gone(it);
        }
        return new OwnerDraft(
                it.organization(), it.kind(), it.name(), it.standing(), it.lockedUntil());
    }

    Owner owner(OwnerId id, long revision) {
        return new Owner(id, organization, kind, name, standing, lockedUntil, revision);
    }
}
