package dev.cardea.control;

import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.RouteId;

/// Deletes a route for good: its name means from now on what it would mean without it, and may be
/// given to another.
public final class DeleteRoute {
    private final Changes changes;

    public DeleteRoute(Changes changes) {
        this.changes = changes;
    }

    /// Deleting what is deleted changes nothing.
    ///
    /// @param expected the revision that was read
    /// @throws ControlFailure.Declared when configuration declares it
    public ModelRoute delete(Mandate mandate, RouteId id, long expected) {
        ModelRoute current = changes.records().find(mandate.reach(), ModelRoute.class, id);
        ProviderReach.undeclared(current, current.declaredAt());
        Revisions.expect(current, expected);
        if (current.state() == Lifecycle.DELETED) {
            return current;
        }
        return changes.update(
                mandate, "routes.delete", ModelRoute.class, current.in(Lifecycle.DELETED));
    }
}
