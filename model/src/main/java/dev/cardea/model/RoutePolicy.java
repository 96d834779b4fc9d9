package dev.cardea.model;

/// How a route orders targets of the same priority and region.
public enum RoutePolicy {
    /// As they are listed.
    PRIORITY,
    /// By chance, in proportion to their weights.
    WEIGHTED,
    /// The less loaded of two drawn by chance: by calls in flight times moving latency.
    LEAST_LOAD,
    /// The one that has answered fastest of late; one that nobody knows yet is tried.
    LATENCY,
    /// The cheapest; one whose price is unknown comes last.
    COST
}
