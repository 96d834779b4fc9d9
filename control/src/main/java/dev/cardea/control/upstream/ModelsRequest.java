package dev.cardea.control.upstream;

import dev.cardea.model.Provider;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// What lists a provider's models: the one request that every valid credential may make, and that
/// costs nothing.
///
/// @param headers besides those that authenticate
record ModelsRequest(URI url, Map<String, String> headers) {
    private static final Map<String, String> ANTHROPIC = Map.of("anthropic-version", "2023-06-01");

    ModelsRequest {
        headers = Map.copyOf(headers);
    }

    /// Empty for providers that list no models at their base URL.
    static Optional<ModelsRequest> of(Provider provider) {
        return switch (provider.dialect()) {
            case OPENAI -> to(provider, "/models", Map.of());
            case ANTHROPIC -> to(provider, "/v1/models", ANTHROPIC);
            case GEMINI -> to(provider, "/v1beta/models", Map.of());
            case AZURE_OPENAI -> to(provider, "/openai/models?api-version=2024-10-21", Map.of());
            case COHERE -> to(provider, "/v1/models", Map.of());
            case MISTRAL ->
                    to(provider, isVersioned(provider) ? "/models" : "/v1/models", Map.of());
            case OLLAMA -> to(provider, "/api/tags", Map.of());
            case BEDROCK, VERTEX, REST -> Optional.empty();
        };
    }

    private static boolean isVersioned(Provider provider) {
        return provider.baseUrl().getPath().endsWith("/v1");
    }

    private static Optional<ModelsRequest> to(
            Provider provider, String path, Map<String, String> headers) {
        String base = provider.baseUrl().toString().replaceAll("/*(\\?.*)?$", "");
        return Optional.of(new ModelsRequest(URI.create(base + path), headers));
    }
}
