package dev.cardea.dialect.translate;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The client dialects and provider dialects that tests pair, by short names.
final class Pairs {
    static final Map<String, Endpoint> CLIENTS = new LinkedHashMap<>();
    static final Map<String, Dialect> PROVIDERS = new LinkedHashMap<>();
    static final Map<String, String> MODELS =
            Map.of(
                    "openai", "gpt-5.2",
                    "azure", "gpt-5.2",
                    "anthropic", "claude-sonnet-4-5",
                    "gemini", "gemini-3-pro",
                    "vertex", "gemini-3-pro",
                    "bedrock", "anthropic.claude-sonnet-4-5-v1:0",
                    "cohere", "command-a",
                    "mistral", "mistral-large-latest",
                    "ollama", "qwen3:8b");

    /// The smallest request of each client dialect.
    private static final Map<String, String> HELLO =
            Map.of(
                    "openai",
                    """
                    {"model":"m","messages":[{"role":"user","content":"hi"}],"stream":true,
                     "stream_options":{"include_usage":true}}
                    """,
                    "anthropic",
                    """
                    {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"hi"}],"stream":true}
                    """,
                    "gemini",
                    """
                    {"contents":[{"role":"user","parts":[{"text":"hi"}]}]}
                    """,
                    "responses",
                    """
                    {"model":"m","input":"hi","stream":true}
                    """,
                    "completions",
                    """
                    {"model":"m","prompt":"hi","stream":true,"stream_options":{"include_usage":true}}
                    """);

    static {
        CLIENTS.put("openai", Endpoint.CHAT_COMPLETIONS);
        CLIENTS.put("anthropic", Endpoint.MESSAGES);
        CLIENTS.put("gemini", Endpoint.GENERATE_CONTENT);
        CLIENTS.put("responses", Endpoint.RESPONSES);
        CLIENTS.put("completions", Endpoint.COMPLETIONS);
        PROVIDERS.put("openai", Dialect.OPENAI);
        PROVIDERS.put("azure", Dialect.AZURE_OPENAI);
        PROVIDERS.put("anthropic", Dialect.ANTHROPIC);
        PROVIDERS.put("gemini", Dialect.GEMINI);
        PROVIDERS.put("vertex", Dialect.VERTEX);
        PROVIDERS.put("bedrock", Dialect.BEDROCK);
        PROVIDERS.put("cohere", Dialect.COHERE);
        PROVIDERS.put("mistral", Dialect.MISTRAL);
        PROVIDERS.put("ollama", Dialect.OLLAMA);
    }

    private Pairs() {}

    /// Empty for equal dialects too: those are passed through.
    static Optional<Translator> translator(String client, String provider) {
        Endpoint endpoint = CLIENTS.get(client);
        return client.equals(provider)
                ? Optional.empty()
                : Translator.of(endpoint.dialect(), endpoint, PROVIDERS.get(provider));
    }

    static Options options(String client, boolean stream) {
        Options options = Options.of("req1", 1_800_000_000);
        return client.equals("gemini") && stream ? options.streamByPath(true) : options;
    }

    /// What reads a provider's answers for a client that asked the smallest thing.
    static Answers answers(String client, String provider) {
        byte[] body = HELLO.get(client).getBytes(StandardCharsets.UTF_8);
        Translation translation =
                translator(client, provider)
                        .orElseThrow()
                        .request(body, 0, body.length, MODELS.get(provider), options(client, true));
        return ((Translation.Translated) translation).answers();
    }
}
