package dev.cardea.admission;

import dev.cardea.model.Caller;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Provider;
import dev.cardea.model.ResolvedRoute;
import dev.cardea.model.Routed;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A model that a key may call.
///
/// @param name what to ask for: a route's name, or the provider's name of the model, with the provider in front where
///     several offer it
/// @param target that it stands for; of a route the first one
/// @param isRoute whether the name is a route's
public record VisibleModel(String name, Target target, boolean isRoute) {

    /// The listed models that this caller may call in the format `dialect`, by name. Names that a
    /// provider takes without listing them aren't here, nor what it has retired.
    static List<VisibleModel> of(
            Caller caller, Snapshot snapshot, Dialect dialect, Terrain terrain, Instant now) {
        Map<String, List<Target>> byName = new TreeMap<>();
        for (String model : snapshot.models().listedModels()) {
            for (Provider provider : snapshot.models().listing(model)) {
                Target target = new Target(provider, model);
                if (terrain.reach().reaches(dialect, provider.dialect())
                        && ModelChoice.sees(caller, provider)
                        && ModelChoice.allows(caller, target)
                        && terrain.serves(target, now)) {
                    byName.computeIfAbsent(model, _ -> new ArrayList<>()).add(target);
                }
            }
        }
        List<VisibleModel> visible = new ArrayList<>();
        for (ResolvedRoute route :
                snapshot.models().routes().visible(caller.key().organization())) {
            byName.remove(route.route().name());
            routed(caller, snapshot, route, dialect, terrain, now).ifPresent(visible::add);
        }
        byName.forEach((name, targets) -> {
            if (targets.size() == 1) {
                visible.add(new VisibleModel(name, targets.getFirst(), false));
            } else {
                targets.forEach(t -> visible.add(new VisibleModel(qualified(t), t, false)));
            }
        });
        visible.sort(Comparator.comparing(VisibleModel::name));
        return List.copyOf(visible);
    }

    /// The model that goes by this name for the caller, listed or not; empty when it may call none by it.
    static Optional<VisibleModel> named(
            String name,
            Caller caller,
            Snapshot snapshot,
            Dialect dialect,
            Terrain terrain,
            Instant now) {
        ModelChoice choice = ModelChoice.shown(name, dialect, caller, snapshot, terrain, now);
        return choice.allowed().stream()
                .findFirst()
                .map(it -> new VisibleModel(name, it, choice.routed().isPresent()));
    }

    /// A route that the caller may ask for, and that leads somewhere from a format.
    private static Optional<VisibleModel> routed(
            Caller caller,
            Snapshot snapshot,
            ResolvedRoute route,
            Dialect dialect,
            Terrain terrain,
            Instant now) {
        if (!ModelChoice.allowsName(caller, route.route().name())) {
            return Optional.empty();
        }
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.dialect() == dialect
                    && (endpoint.modelInBody() || endpoint.modelInPath())) {
                Routed routed = new RouteReach(endpoint, caller, snapshot, terrain, now).of(route);
                if (!routed.candidates().isEmpty()) {
                    return Optional.of(
                            new VisibleModel(
                                    route.route().name(),
                                    routed.candidates().getFirst().target(),
                                    true));
                }
            }
        }
        return Optional.empty();
    }

    static String qualified(Target target) {
        return target.provider().name() + "/" + target.model();
    }
}
