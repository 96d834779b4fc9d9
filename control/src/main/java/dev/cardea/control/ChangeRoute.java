package dev.cardea.control;

import dev.cardea.model.ModelRoute;
import dev.cardea.model.RouteId;

/// Changes a route, or switches it off and on.
public final class ChangeRoute {
    private final Changes changes;

    public ChangeRoute(Changes changes) {
        this.changes = changes;
    }

    /// @param expected the revision that the draft was made from
    /// @throws ControlFailure.Declared when configuration declares it
    public ModelRoute change(Mandate mandate, RouteId id, long expected, RouteDraft draft) {
        ModelRoute current = changes.records().find(mandate.reach(), ModelRoute.class, id);
        ProviderReach.undeclared(current, current.declaredAt());
        Revisions.expect(current, expected);
        Lifecycles.live(current, current.state());
        Revisions.same("/organization", current.organization(), draft.organization());
        return changes.update(
                mandate,
                "routes.change",
                ModelRoute.class,
                draft.route(id, current.declaredAt(), current.revision()));
    }
}
