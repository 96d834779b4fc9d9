package dev.cardea.dialect.hub;

import java.util.Map;

/// Writes the neutral form as a provider's call for vectors.
public interface EmbeddingRequestWriter {

    /// @param losses says what the dialect can't express, by the names of the reader's
    ///     [EmbeddingRequestReader#nameOf]
    /// @throws TranslationFault when the dialect can't express what the request means
    void write(EmbeddingRequest request, Target target, EmbeddingLosses losses, JsonOut out);

    /// The path below the provider's base URL, with its query.
    String path(Target target);

    /// Header fields that the provider needs besides the credential.
    default Map<String, String> headers() {
        return Map.of();
    }
}
