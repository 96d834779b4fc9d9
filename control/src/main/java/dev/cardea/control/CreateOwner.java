package dev.cardea.control;

import dev.cardea.model.Id;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Organization;
import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import java.security.SecureRandom;

/// Makes an owner.
public final class CreateOwner {
    private final Changes changes;
    private final SecureRandom random;

    public CreateOwner(Changes changes, SecureRandom random) {
        this.changes = changes;
        this.random = random;
    }

    /// @throws ControlFailure.NotFound when its organization is not there
    public Made<Owner> create(Mandate mandate, OwnerDraft draft) {
        Organization organization =
                changes.records().find(mandate.reach(), Organization.class, draft.organization());
        if (organization.state() == Lifecycle.DELETED) {
            throw Lifecycles.gone(organization);
        }
        OwnerId id = new OwnerId(OwnerId.PREFIX + Id.random(random));
        return changes.create(mandate, "owners.create", Owner.class, draft.owner(id, 0));
    }
}
