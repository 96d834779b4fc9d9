package dev.cardea.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which route a model name stands for, worked out when routes or providers change so that a call
/// only looks up.
public final class RouteTable {
    static final RouteTable EMPTY = new RouteTable(Map.of(), Map.of());

    private final Map<String, ResolvedRoute> shared;
    private final Map<OrganizationId, Map<String, ResolvedRoute>> own;

    private RouteTable(
            Map<String, ResolvedRoute> shared,
            Map<OrganizationId, Map<String, ResolvedRoute>> own) {
        this.shared = shared;
        this.own = own;
    }

    static RouteTable of(Collection<ModelRoute> routes, Collection<Provider> providers) {
        if (routes.isEmpty()) {
            return EMPTY;
        }
        Map<String, Provider> known = new HashMap<>();
        for (Provider provider : providers) {
            known.put(provider.name(), provider);
            known.put(provider.id().value(), provider);
        }
        Map<String, ResolvedRoute> shared = new HashMap<>();
        Map<OrganizationId, Map<String, ResolvedRoute>> own = new HashMap<>();
        for (ModelRoute route : routes) {
            if (route.state() == Lifecycle.ACTIVE) {
                route.organization()
                        .map(id -> own.computeIfAbsent(id, _ -> new HashMap<>()))
                        .orElse(shared)
                        .put(route.name(), resolved(route, known));
            }
        }
        return new RouteTable(shared, own);
    }

    private static ResolvedRoute resolved(ModelRoute route, Map<String, Provider> known) {
        List<ResolvedRoute.Place> places = new ArrayList<>(route.targets().size());
        for (RouteTarget terms : route.targets()) {
            Provider provider = known.get(terms.provider());
            if (provider == null) {
                places.add(skipped(terms, Skip.PROVIDER_UNKNOWN));
            } else if (!provider.enabled()) {
                places.add(skipped(terms, Skip.PROVIDER_OFF));
            } else if (!route.allowsRegion(terms.region())) {
                places.add(skipped(terms, Skip.REGION));
            } else {
                Target target = new Target(provider, terms.model());
                Routed.Candidate candidate = Routed.Candidate.of(route, target, terms);
                places.add(
                        new ResolvedRoute.Place(terms, Optional.of(candidate), Optional.empty()));
            }
        }
        return new ResolvedRoute(route, places);
    }

    private static ResolvedRoute.Place skipped(RouteTarget terms, Skip why) {
        return new ResolvedRoute.Place(terms, Optional.empty(), Optional.of(why));
    }

    /// The route that this name is for the callers of an organization, or null. An organization's own
    /// comes before the installation's.
    public @Nullable ResolvedRoute find(OrganizationId organization, String name) {
        if (!own.isEmpty()) {
            ResolvedRoute found = own.getOrDefault(organization, Map.of()).get(name);
            if (found != null) {
                return found;
            }
        }
        return shared.get(name);
    }

    /// All that the callers of an organization see.
    public Collection<ResolvedRoute> visible(OrganizationId organization) {
        Map<String, ResolvedRoute> theirs = own.getOrDefault(organization, Map.of());
        return Stream.concat(
                        theirs.values().stream(),
                        shared.entrySet().stream()
                                .filter(it -> !theirs.containsKey(it.getKey()))
                                .map(Map.Entry::getValue))
                .toList();
    }
}
