package dev.cardea.dialect.translate;

/// Makes the translations of one request's answer. An attempt at another provider has its own.
public interface Answers {
    /// For an answer that came whole.
    AnswerTranslation whole();

    /// For an answer that comes in pieces; one per answer.
    StreamTranslation stream();

    /// A provider's error that follows from the request, in the client's dialect.
    ///
    /// @param status the provider's
    Told error(int status, byte[] body, int offset, int length);

    /// An error in the client's dialect.
    ///
    /// @param status one that its API documents for such an error
    /// @param body not copied
    /// @param passesSoon whether it helps to try again
    record Told(int status, byte[] body, boolean passesSoon) {}
}
