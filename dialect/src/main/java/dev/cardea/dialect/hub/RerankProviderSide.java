package dev.cardea.dialect.hub;

/// A dialect as providers are asked for the order of documents in it.
///
/// @param path below the provider's base URL
public record RerankProviderSide(
        String path, RequestWriter request, AnswerReader answer, ErrorReader error) {

    /// Writes the neutral form as a provider's call.
    public interface RequestWriter {

        /// @param losses says what the dialect can't express
        void write(RerankRequest request, Target target, Losses losses, JsonOut out);
    }

    /// Reads a provider's answer.
    public interface AnswerReader {

        /// @throws TranslationFault when it isn't one
        RerankAnswer read(byte[] body, int offset, int length);
    }
}
