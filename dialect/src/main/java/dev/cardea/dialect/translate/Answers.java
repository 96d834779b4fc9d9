package dev.cardea.dialect.translate;

/// Makes the translations of one request's answer. An attempt at another provider has its own.
public interface Answers {
    /// For an answer that came whole.
    AnswerTranslation whole();

    /// For an answer that comes in pieces; one per answer.
    StreamTranslation stream();

    /// A provider's error in the client's dialect.
    ///
    /// @param status the provider's
    byte[] error(int status, byte[] body, int offset, int length);
}
