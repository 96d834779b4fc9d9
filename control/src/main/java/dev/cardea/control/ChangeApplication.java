package dev.cardea.control;

import dev.cardea.model.Application;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.Lifecycle;

/// Changes an application.
public final class ChangeApplication {
    private final Changes changes;

    public ChangeApplication(Changes changes) {
        this.changes = changes;
    }

    /// @param expected the revision that the draft was made from
    /// @throws ControlFailure.WrongState when it is deleted
    public Application change(
            Mandate mandate, ApplicationId id, long expected, ApplicationDraft draft) {
        Application current =
                Revisions.expect(
                        changes.records().find(mandate.reach(), Application.class, id), expected);
        if (current.state() == Lifecycle.DELETED) {
            throw Lifecycles.gone(current);
        }
        Revisions.same("/team", current.team(), draft.team());
        return changes.update(
                mandate,
                "applications.change",
                Application.class,
                draft.application(id, current.revision()));
    }
}
