package dev.cardea.control;

import dev.cardea.model.Id;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import java.security.SecureRandom;

/// Makes an organization.
public final class CreateOrganization {
    private final Changes changes;
    private final SecureRandom random;

    public CreateOrganization(Changes changes, SecureRandom random) {
        this.changes = changes;
        this.random = random;
    }

    /// @throws ControlFailure.NotEntitled to those who don't see the whole installation
    public Made<Organization> create(Mandate mandate, OrganizationDraft draft) {
        if (mandate.reach().limit().isPresent()) {
            throw new ControlFailure.NotEntitled(AdminScope.INSTALLATION_WRITE.words());
        }
        OrganizationId id = new OrganizationId(OrganizationId.PREFIX + Id.random(random));
        return changes.create(
                mandate, "organizations.create", Organization.class, draft.organization(id, 0));
    }
}
