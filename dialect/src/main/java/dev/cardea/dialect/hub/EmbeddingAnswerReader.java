package dev.cardea.dialect.hub;

/// Reads a provider's vectors.
public interface EmbeddingAnswerReader {

    /// @throws TranslationFault when the body holds none
    EmbeddingAnswer read(byte[] body, int offset, int length);
}
