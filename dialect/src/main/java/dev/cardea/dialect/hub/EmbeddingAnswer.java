package dev.cardea.dialect.hub;

import dev.cardea.model.Usage;
import java.util.List;

/// The vectors, in no dialect.
///
/// @param model as the provider names it; empty when it doesn't
/// @param vectors one per input, in their order
public record EmbeddingAnswer(String model, List<Vector> vectors, Usage usage) {

    public EmbeddingAnswer {
        vectors = List.copyOf(vectors);
    }
}
