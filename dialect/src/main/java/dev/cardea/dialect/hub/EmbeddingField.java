package dev.cardea.dialect.hub;

/// What a call for vectors can say and not every target understands.
public enum EmbeddingField {
    DIMENSIONS,
    PURPOSE,
    TITLE,
    TOKENS,
    IMAGE,
    TRUNCATE,
    /// More than one input in a call.
    SEVERAL,
    /// A model whose form isn't known.
    MODEL,
    USER
}
