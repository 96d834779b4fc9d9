package dev.cardea.model;

import java.util.List;

/// What admission finds of the route that a call's model name stands for.
///
/// @param route that the name stands for
/// @param candidates targets that can take this call, as the route lists them
/// @param mirrors targets that may get copies of it
/// @param passedOver targets that can't take it
public record Routed(
        ResolvedRoute route,
        List<Candidate> candidates,
        List<Candidate> mirrors,
        List<PassedOver> passedOver) {
    public Routed {
        candidates = List.copyOf(candidates);
        mirrors = List.copyOf(mirrors);
        passedOver = List.copyOf(passedOver);
    }

    /// @param rank lower ones are tried first: by priority, then by preferred region
    /// @param place a number of its own, equal on all nodes, however the route's list changes
    public record Candidate(Target target, RouteTarget terms, int rank, long place) {
        public static Candidate of(ModelRoute route, Target target, RouteTarget terms) {
            int rank =
                    terms.priority() * ModelRoute.MOST_REGIONS + route.regionRank(terms.region());
            long place = 31L * terms.provider().hashCode() + terms.model().hashCode();
            return new Candidate(target, terms, rank, place);
        }
    }

    /// A target that is left out, and why.
    public record PassedOver(RouteTarget terms, Skip why) {}
}
