package dev.cardea.control;

import dev.cardea.model.Lifecycle;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;

/// Changes an organization.
public final class ChangeOrganization {
    private final Changes changes;

    public ChangeOrganization(Changes changes) {
        this.changes = changes;
    }

    /// @param expected the revision that the draft was made from
    /// @throws ControlFailure.WrongState when it is deleted
    public Organization change(
            Mandate mandate, OrganizationId id, long expected, OrganizationDraft draft) {
        // A tenant doesn't lift its own limits.
        if (mandate.reach().limit().isPresent()) {
            throw new ControlFailure.NotEntitled(AdminScope.INSTALLATION_WRITE.words());
        }
        Organization current =
                Revisions.expect(
                        changes.records().find(mandate.reach(), Organization.class, id), expected);
        if (current.state() == Lifecycle.DELETED) {
            throw Lifecycles.gone(current);
        }
        return changes.update(
                mandate,
                "organizations.change",
                Organization.class,
                draft.organization(id, current.revision()));
    }
}
