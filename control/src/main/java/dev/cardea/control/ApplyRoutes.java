package dev.cardea.control;

import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.RouteId;
import dev.cardea.model.Sha256;
import dev.cardea.storage.Page;
import dev.cardea.storage.Query;
import dev.cardea.storage.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the routes that configuration declares be as it says, in one commit. What it declared before
/// and doesn't any more is switched off, and from then on the admin API's to change. A second run
/// changes nothing.
public final class ApplyRoutes {
    private final Changes changes;

    public ApplyRoutes(Changes changes) {
        this.changes = changes;
    }

    /// A route as configuration has it.
    ///
    /// @param where file and line
    public record Declared(RouteDraft draft, String where) {}

    /// @return how many records were written
    public int apply(List<Declared> declarations) {
        Map<RouteId, ModelRoute> routes = new LinkedHashMap<>();
        all().forEach(it -> routes.put(it.id(), it));
        List<Write> writes = new ArrayList<>();
        for (Declared declared : declarations) {
            RouteId id = id(declared, routes);
            ModelRoute before = routes.remove(id);
            ModelRoute after =
                    declared.draft()
                            .route(
                                    id,
                                    Optional.of(declared.where()),
                                    before == null ? 0 : before.revision());
            if (!after.equals(before)) {
                writes.add(new Write(after, after.revision()));
            }
        }
        routes.values().stream()
                .filter(it -> it.declaredAt().isPresent())
                .forEach(it -> writes.add(Write.update(it.released())));
        if (!writes.isEmpty()) {
            changes.write(Mandate.CONFIGURATION, "configuration.routes", writes);
        }
        return writes.size();
    }

    /// A route of that name that was made by hand for the whole installation becomes the declared one.
    private static RouteId id(Declared declared, Map<RouteId, ModelRoute> routes) {
        String name = declared.draft().name();
        return routes.values().stream()
                .filter(it -> it.name().equals(name) && it.organization().isEmpty())
                .filter(it -> it.state() != Lifecycle.DELETED)
                .map(ModelRoute::id)
                .findFirst()
                .orElse(new RouteId(RouteId.PREFIX + Sha256.of(name).hex().substring(0, 16)));
    }

    private List<ModelRoute> all() {
        List<ModelRoute> all = new ArrayList<>();
        Query<ModelRoute> next = Query.of(ModelRoute.class).limit(Query.MAX_LIMIT);
        while (true) {
            Page<ModelRoute> page = changes.records().list(Reach.installation(), next);
            all.addAll(page.entities());
            if (page.next().isEmpty()) {
                return all;
            }
            next = next.after(page.next().getAsLong());
        }
    }
}
