package dev.cardea.dialect.hub;

/// A dialect as providers are asked for vectors in it.
public record EmbeddingProviderSide(
        EmbeddingRequestWriter request, EmbeddingAnswerReader answer, ErrorReader error) {}
