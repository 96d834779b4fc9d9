package dev.cardea.control;

import dev.cardea.model.Id;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Organization;
import dev.cardea.model.RouteId;
import java.security.SecureRandom;
import java.util.Optional;

/// Adds a route: a model name that callers can ask for from now on.
public final class CreateRoute {
    private final Changes changes;
    private final SecureRandom random;

    public CreateRoute(Changes changes, SecureRandom random) {
        this.changes = changes;
        this.random = random;
    }

    /// @throws ControlFailure.NotEntitled when a tenant would add one for all
    public Made<ModelRoute> create(Mandate mandate, RouteDraft draft) {
        if (!mandate.reach().covers(draft.organization())) {
            throw new ControlFailure.NotEntitled(AdminScope.INSTALLATION_WRITE.words());
        }
        draft.organization()
                .ifPresent(id -> changes.records().find(mandate.reach(), Organization.class, id));
        RouteId id = new RouteId(RouteId.PREFIX + Id.random(random));
        return changes.create(
                mandate, "routes.create", ModelRoute.class, draft.route(id, Optional.empty(), 0));
    }
}
