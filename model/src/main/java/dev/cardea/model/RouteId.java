package dev.cardea.model;

/// Names a route that an operator made for a model name: `route_` and letters, digits or dashes.
public record RouteId(String value) implements Id {
    /// What every id of this kind starts with.
    public static final String PREFIX = "route_";

    public RouteId {
        Id.check(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
