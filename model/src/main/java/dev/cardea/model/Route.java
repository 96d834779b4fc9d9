package dev.cardea.model;

import java.util.List;

/// Where an admitted call goes: targets to try in order, each at most once, until the first byte.
///
/// @param asked the model as the caller named it; empty where the operation needs none
public record Route(String asked, List<Target> targets) {
    /// The gateway answers itself.
    public static final Route LOCAL = new Route("", List.of());

    public Route {
        targets = List.copyOf(targets);
    }
}
