package dev.cardea.control;

import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import dev.cardea.model.Standing;

/// Changes an owner.
public final class ChangeOwner {
    private final Changes changes;

    public ChangeOwner(Changes changes) {
        this.changes = changes;
    }

    /// @param expected the revision that the draft was made from
    /// @throws ControlFailure.WrongState when it is deleted
    public Owner change(Mandate mandate, OwnerId id, long expected, OwnerDraft draft) {
        Owner current =
                Revisions.expect(
                        changes.records().find(mandate.reach(), Owner.class, id), expected);
        if (current.standing() == Standing.DELETED) {
            throw Lifecycles.gone(current);
        }
        Revisions.same("/organization", current.organization(), draft.organization());
        Revisions.same("/kind", current.kind(), draft.kind());
        return changes.update(
                mandate, "owners.change", Owner.class, draft.owner(id, current.revision()));
    }
}
