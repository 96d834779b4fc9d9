package dev.cardea.model;

import java.util.List;
import java.util.Optional;

/// Where an admitted call can go: targets that take it, tried each in turn until the first byte.
///
/// @param asked the model as the caller named it; empty where the operation needs none
/// @param targets in the order of trying, unless `routed` says how they are ordered
/// @param routed when the name asked for is an operator's route: on which terms each target takes calls
public record Route(String asked, List<Target> targets, Optional<Routed> routed) {
    /// The gateway answers itself.
    public static final Route LOCAL = new Route("", List.of());

    public Route {
        targets = List.copyOf(targets);
    }

    /// To targets in this order.
    public Route(String asked, List<Target> targets) {
        this(asked, targets, Optional.empty());
    }

    /// Along an operator's route.
    public static Route along(String asked, Routed routed) {
        return new Route(
                asked,
                routed.candidates().stream().map(Routed.Candidate::target).toList(),
                Optional.of(routed));
    }
}
