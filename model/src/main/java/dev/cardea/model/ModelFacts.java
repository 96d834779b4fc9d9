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

                @Override
                public Optional<Retirement> retirement(Provider provider, String model) {
                    return Optional.empty();
                }
            };

    /// What a model costs at a provider; empty when that is unknown.
    ///
    /// @param provider its name
    Optional<TargetPrice> price(String provider, String model);

    /// Whether a provider of this name is known to serve the model no more: tells what its "no such
    /// model" means, and is no ground to refuse a call by itself.
    ///
    /// @param provider its name
    boolean retired(String provider, String model);

    /// When this very provider serves the model no more, as a ground to refuse calls: what a catalogue
    /// says holds only at the address that it has for the provider, since one's own server may serve
    /// a model of the same name; what the operator says holds anywhere.
    Optional<Retirement> retirement(Provider provider, String model);
}
