package dev.cardea.model;

import java.util.List;
import java.util.Optional;

/// A route with the providers that its targets name, worked out when either changes. Equal only to
/// itself, so that readings can be kept with it.
public final class ResolvedRoute {
    private final ModelRoute route;
    private final List<Place> places;

    ResolvedRoute(ModelRoute route, List<Place> places) {
        this.route = route;
        this.places = List.copyOf(places);
    }

    public ModelRoute route() {
        return route;
    }

    /// One for each target, in the same order.
    public List<Place> places() {
        return places;
    }

    /// @param candidate empty when no call can go there
    /// @param skip why not
    public record Place(
            RouteTarget terms, Optional<Routed.Candidate> candidate, Optional<Skip> skip) {}
}
