package dev.cardea.dialect.hub;

/// Reads a client's call for vectors into the neutral form.
public interface EmbeddingRequestReader {

    /// @throws TranslationFault when it isn't one
    EmbeddingRequest read(byte[] body, int offset, int length);

    /// What clients of this dialect call a field.
    String nameOf(EmbeddingField field);
}
