package dev.cardea.dialect.hub;

/// Reads a provider's whole answer.
public interface AnswerReader {
    /// @throws TranslationFault when it isn't one
    ChatAnswer read(byte[] body, int offset, int length, Asked asked);
}
