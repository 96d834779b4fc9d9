package dev.cardea.model;

import java.util.Optional;

/// What models cost where a route doesn't say. Asked on event loops: it answers from memory.
@FunctionalInterface
public interface PriceList {
    /// Knows no price.
    PriceList UNKNOWN = (_, _) -> Optional.empty();

    /// What a model costs at a provider; empty when that is unknown.
    ///
    /// @param provider its name
    Optional<TargetPrice> price(String provider, String model);
}
