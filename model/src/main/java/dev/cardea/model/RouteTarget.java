package dev.cardea.model;

import java.util.Optional;

/// One place that a route names, and on what terms calls go there.
///
/// @param provider its name or id
/// @param model the name that the provider knows it by
/// @param weight share among targets of the same priority, 0 to 10,000; 0 is tried only when all
///     others failed
/// @param priority 0 to 100; targets with a higher number are tried when those with lower ones failed
/// @param region where the provider serves it, such as `eu-west-1`; empty when that isn't told
/// @param role what calls it gets
/// @param percent of the calls that a canary or a mirror gets, 0 to 100; 0 for those that serve
/// @param price empty: the catalogue's
public record RouteTarget(
        String provider,
        String model,
        int weight,
        int priority,
        String region,
        Role role,
        int percent,
        Optional<TargetPrice> price) {
    public static final int MOST_WEIGHT = 10_000;
    public static final int MOST_PRIORITY = 100;

    /// What calls a target gets.
    public enum Role {
        /// Those that the policy sends there.
        SERVE,
        /// A percentage of all, in front of the targets that serve; no others.
        CANARY,
        /// Copies of a percentage of all; its answers are dropped.
        MIRROR
    }

    public RouteTarget {
        if (provider.isBlank() || model.isBlank()) {
            throw new IllegalArgumentException("a target names a provider and a model");
        }
        within("weight", weight, MOST_WEIGHT);
        within("priority", priority, MOST_PRIORITY);
        within("percent", percent, 100);
        if (role == Role.SERVE && percent != 0) {
            throw new IllegalArgumentException("a target that serves has no percent");
        }
    }

    /// A target that serves, with the usual terms.
    public static RouteTarget of(String provider, String model) {
        return new RouteTarget(provider, model, 1, 0, "", Role.SERVE, 0, Optional.empty());
    }

    public RouteTarget withWeight(int weight) {
        return new RouteTarget(provider, model, weight, priority, region, role, percent, price);
    }

    public RouteTarget withPriority(int priority) {
        return new RouteTarget(provider, model, weight, priority, region, role, percent, price);
    }

    public RouteTarget in(String region) {
        return new RouteTarget(provider, model, weight, priority, region, role, percent, price);
    }

    public RouteTarget as(Role role, int percent) {
        return new RouteTarget(provider, model, weight, priority, region, role, percent, price);
    }

    public RouteTarget at(TargetPrice price) {
        return new RouteTarget(
                provider, model, weight, priority, region, role, percent, Optional.of(price));
    }

    private static void within(String name, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(
                    "%s must be 0 to %d, found %d".formatted(name, most, value));
        }
    }
}
