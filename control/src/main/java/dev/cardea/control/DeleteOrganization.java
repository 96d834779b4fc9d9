package dev.cardea.control;

import dev.cardea.model.Lifecycle;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;

/// Deletes an organization for good: all of its keys stop, and refusals say why.
public final class DeleteOrganization {
    private final Changes changes;

    public DeleteOrganization(Changes changes) {
        this.changes = changes;
    }

    /// Deleting what is deleted changes nothing.
    ///
    /// @param expected the revision that was read
    public Organization delete(Mandate mandate, OrganizationId id, long expected) {
        if (mandate.reach().limit().isPresent()) {
            throw new ControlFailure.NotEntitled(AdminScope.INSTALLATION_WRITE.words());
        }
        Organization current =
                Revisions.expect(
                        changes.records().find(mandate.reach(), Organization.class, id), expected);
        if (current.state() == Lifecycle.DELETED) {
            return current;
        }
        return changes.update(
                mandate,
                "organizations.delete",
                Organization.class,
                current.withState(Lifecycle.DELETED));
    }
}
