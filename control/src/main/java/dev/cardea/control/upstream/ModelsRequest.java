package dev.cardea.control.upstream;

import dev.cardea.model.Provider;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What lists a provider's models: the one request that every valid credential may make, and that
/// costs nothing.
///
/// @param headers besides those that authenticate
record ModelsRequest(URI url, Map<String, String> headers) {
    private static final Map<String, String> ANTHROPIC = Map.of("anthropic-version", "2023-06-01");
    private static final Pattern AMAZON =
            Pattern.compile("^(https://)bedrock-runtime((-fips)?\\.[a-z0-9-]+\\.amazonaws\\.com)");

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
            case BEDROCK -> at(bedrock(base(provider)) + "/foundation-models", Map.of());
            case VERTEX ->
                    at(
                            base(provider).replaceFirst("/v1(beta1)?(/projects/.*)?$", "")
                                    + "/v1beta1/publishers/google/models",
                            Map.of());
            case REST -> Optional.empty();
        };
    }

    /// Amazon lists models at a host beside the one that runs them; whoever stands in for both, at the
    /// one that is known.
    private static String bedrock(String base) {
        return AMAZON.matcher(base).replaceFirst("$1bedrock$2");
    }

    private static boolean isVersioned(Provider provider) {
        return provider.baseUrl().getPath().endsWith("/v1");
    }

    private static Optional<ModelsRequest> to(
            Provider provider, String path, Map<String, String> headers) {
        return at(base(provider) + path, headers);
    }

    private static String base(Provider provider) {
        return provider.baseUrl().toString().replaceAll("/*(\\?.*)?$", "");
    }

    private static Optional<ModelsRequest> at(String url, Map<String, String> headers) {
        return Optional.of(new ModelsRequest(URI.create(url), headers));
    }
}
