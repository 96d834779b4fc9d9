package dev.cardea.control;

import dev.cardea.model.Application;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.Lifecycle;

/// Deletes an application for good: all of its keys stop, and refusals say why.
public final class DeleteApplication {
    private final Changes changes;

    public DeleteApplication(Changes changes) {
        this.changes = changes;
    }

    /// Deleting what is deleted changes nothing.
    ///
    /// @param expected the revision that was read
    public Application delete(Mandate mandate, ApplicationId id, long expected) {
        Application current =
                Revisions.expect(
                        changes.records().find(mandate.reach(), Application.class, id), expected);
        if (current.state() == Lifecycle.DELETED) {
            return current;
        }
        return changes.update(
                mandate,
                "applications.delete",
                Application.class,
                current.withState(Lifecycle.DELETED));
    }
}
