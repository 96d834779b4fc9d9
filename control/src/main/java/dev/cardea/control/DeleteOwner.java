package dev.cardea.control;

import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import dev.cardea.model.Standing;

/// Deletes an owner for good: all of its keys stop, and refusals say why.
public final class DeleteOwner {
    private final Changes changes;

    public DeleteOwner(Changes changes) {
        this.changes = changes;
    }

    /// Deleting what is deleted changes nothing.
    ///
    /// @param expected the revision that was read
    public Owner delete(Mandate mandate, OwnerId id, long expected) {
        Owner current =
                Revisions.expect(
                        changes.records().find(mandate.reach(), Owner.class, id), expected);
        if (current.standing() == Standing.DELETED) {
            return current;
        }
        return changes.update(
                mandate,
                "owners.delete",
                Owner.class,
                new Owner(
                        id,
                        current.organization(),
                        current.kind(),
                        current.name(),
                        Standing.DELETED,
                        current.lockedUntil(),
                        current.revision()));
    }
}
