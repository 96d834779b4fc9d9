package dev.cardea.dialect.hub;

/// A dialect as clients ask for vectors in it.
public record EmbeddingClientSide(
        EmbeddingRequestReader request, EmbeddingAnswerWriter answer, ErrorWriter error) {}
