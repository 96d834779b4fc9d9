package dev.cardea.model;

import java.util.Optional;

/// What is known of models besides what routes and providers say. Asked on event loops: it answers
/// from memory.
public interface ModelFacts {
    /// Knows nothing.
    ModelFacts UNKNOWN =
            new ModelFacts() {
                @Override
                public Optional<TargetPrice> price(String provider, String model) {
                    return Optional.empty();
                }

                @Override
                public boolean retired(String provider, String model) {
                    return false;
                }
            };

    /// What a model costs at a provider; empty when that is unknown.
    ///
    /// @param provider its name
    Optional<TargetPrice> price(String provider, String model);

    /// Whether the provider is known to serve the model no more.
    ///
    /// @param provider its name
    boolean retired(String provider, String model);
}
