package dev.cardea.admin;

import dev.cardea.admin.json.Json;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.Made;
import dev.cardea.control.RouteDraft;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.RouteId;
import dev.cardea.storage.Page;
import dev.cardea.storage.Query;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Operations on routes: the model names that operators give.
final class RouteOperations {
    private static final String PATH = Operations.ROOT + "/routes";
    private static final String ONE = PATH + "/{id}";
    private static final String TAG = "routes";

    private final ControlPlane control;

    private RouteOperations(ControlPlane control) {
        this.control = control;
    }

    static List<Operation> table(ControlPlane control) {
        var it = new RouteOperations(control);
        return List.of(
                Operation.get(PATH, "listRoutes")
                        .says(TAG, "The routes that the key sees, the oldest first")
                        .paged()
                        .query("organization", "only those of this organization")
                        .query("state", "active, suspended or deleted")
                        .query("name", "only those with this name")
                        .answers(RouteList.class, it::list),
                Operation.post(PATH, "createRoute")
                        .says(TAG, "Adds a route: a model name and where its calls go")
                        .creates()
                        .takes(RouteDraft.class, "NewRoute", "policy", "sticky", "state")
                        .answers(ModelRoute.class, it::create),
                Operation.get(ONE, "showRoute")
                        .says(TAG, "A route")
                        .answers(ModelRoute.class, it::show),
                Operation.patch(ONE, "changeRoute")
                        .says(TAG, "Changes what is sent (RFC 7396); targets as a whole list")
                        .takes(RouteDraft.class, "RoutePatch")
                        .answers(ModelRoute.class, it::change),
                Operation.delete(ONE, "deleteRoute")
                        .says(TAG, "Deletes a route for good; its name may be given again")
                        .answers(ModelRoute.class, it::delete));
    }

    record RouteList(List<ModelRoute> items, Optional<String> nextCursor) {}

    private Reply list(Ask ask) {
        Query<ModelRoute> query = Query.of(ModelRoute.class).after(ask.cursor()).limit(ask.limit());
        query =
                ask.parameter("organization", OrganizationId::new)
                        .map(query::organization)
                        .orElse(query);
        query = ask.parameter("state", Lists::state).map(query::state).orElse(query);
        query = ask.parameter("name", s -> s).map(query::name).orElse(query);
        Page<ModelRoute> page = control.records().list(ask.reach(), query);
        return Reply.of(new RouteList(page.entities(), Lists.next(page.next())));
    }

    private Reply create(Ask ask) {
        ObjectNode defaults =
                Json.object()
                        .put("policy", "priority")
                        .put("sticky", "none")
                        .put("state", "active");
        RouteDraft draft = ask.body(RouteDraft.class, defaults);
        Made<ModelRoute> made = control.createRoute().create(ask.mandate(), draft);
        return Reply.made(made.repeated(), made.entity().revision(), made.entity());
    }

    private Reply show(Ask ask) {
        return answer(find(ask));
    }

    private Reply change(Ask ask) {
        RouteDraft draft = ask.patched(RouteDraft.of(find(ask)));
        return answer(
                control.changeRoute()
                        .change(ask.mandate(), ask.id(RouteId::new), ask.revision(), draft));
    }

    private Reply delete(Ask ask) {
        return answer(
                control.deleteRoute().delete(ask.mandate(), ask.id(RouteId::new), ask.revision()));
    }

    private ModelRoute find(Ask ask) {
        return control.records().find(ask.reach(), ModelRoute.class, ask.id(RouteId::new));
    }

    private static Reply answer(ModelRoute route) {
        return Reply.at(route.revision(), route);
    }
}
