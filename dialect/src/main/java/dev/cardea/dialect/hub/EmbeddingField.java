package dev.cardea.dialect.hub;

/// What a call for vectors can say and not every target understands.
public enum EmbeddingField {
    DIMENSIONS,
    PURPOSE,
    TITLE,
    TOKENS,
    IMAGE,
    TRUNCATE,
    USER
}
