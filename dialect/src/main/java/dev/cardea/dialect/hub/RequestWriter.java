package dev.cardea.dialect.hub;

import java.util.Map;

/// Writes the neutral form as a provider's request.
public interface RequestWriter {
    /// @throws TranslationFault when the dialect can't express what the request means
    void write(ChatRequest request, Target target, Losses losses, JsonOut out);

    /// The path below the provider's base URL, with its query.
    String path(Target target, boolean stream);

    /// Header fields that the provider needs besides the credential.
    default Map<String, String> headers() {
        return Map.of();
    }
}
