package dev.cardea.dialect.hub;

/// Reads a client's request into the neutral form.
public interface RequestReader {
    /// @throws TranslationFault when it isn't one
    ChatRequest read(byte[] body, int offset, int length);

    /// What clients of this dialect call a field.
    String nameOf(Field field);
}
