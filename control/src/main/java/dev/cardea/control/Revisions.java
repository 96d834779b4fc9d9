package dev.cardea.control;

import dev.cardea.model.Entity;
import dev.cardea.storage.StoreException;

/// Optimistic concurrency: whoever changes a record says which version they read.
final class Revisions {
    private Revisions() {}

    /// The record, when it is at the revision that the writer read.
    ///
    /// @throws StoreException.Conflict naming both revisions
    static <E extends Entity> E expect(E current, long expected) {
        if (current.revision() != expected) {
            throw new StoreException.Conflict(current.id(), expected, current.revision());
        }
        return current;
    }

    /// Refuses to move a record elsewhere.
    static void same(String pointer, Object before, Object after) {
        if (!before.equals(after)) {
            throw new ControlFailure.Invalid(pointer, "this stays as it was made: " + before);
        }
    }
}
