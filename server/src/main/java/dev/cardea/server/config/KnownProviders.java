package dev.cardea.server.config;

import dev.cardea.model.Dialect;
import dev.cardea.model.SecretText;
import dev.cardea.server.config.Configuration.DeclaredCredential;
import dev.cardea.server.config.Configuration.DeclaredProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Providers whose usual environment variables are taken up unasked.
///
/// @param key the variable that holds the credential
/// @param address the variable with which the provider's own SDK is pointed elsewhere; empty when
///     there is none
record KnownProviders(String name, Dialect dialect, String baseUrl, String key, String address) {
    private static final List<KnownProviders> ALL =
            List.of(
                    openAi("openai", "https://api.openai.com/v1", "OPENAI"),
                    new KnownProviders(
                            "anthropic",
                            Dialect.ANTHROPIC,
                            "https://api.anthropic.com",
                            "ANTHROPIC_API_KEY",
                            "ANTHROPIC_BASE_URL"),
                    new KnownProviders(
                            "gemini",
                            Dialect.GEMINI,
                            "https://generativelanguage.googleapis.com",
                            "GEMINI_API_KEY",
                            "GOOGLE_GEMINI_BASE_URL"),
                    openAi("mistral", "https://api.mistral.ai/v1", "MISTRAL"),
                    openAi("groq", "https://api.groq.com/openai/v1", "GROQ"),
                    openAi("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK"),
                    openAi("xai", "https://api.x.ai/v1", "XAI"),
                    openAi("together", "https://api.together.xyz/v1", "TOGETHER"),
                    openAi("fireworks", "https://api.fireworks.ai/inference/v1", "FIREWORKS"),
                    openAi("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER"),
                    openAi("perplexity", "https://api.perplexity.ai", "PERPLEXITY"),
                    openAi("cerebras", "https://api.cerebras.ai/v1", "CEREBRAS"),
                    openAi("sambanova", "https://api.sambanova.ai/v1", "SAMBANOVA"),
                    openAi("nvidia", "https://integrate.api.nvidia.com/v1", "NVIDIA"),
                    openAi("moonshot", "https://api.moonshot.ai/v1", "MOONSHOT"));

    private static KnownProviders openAi(String name, String baseUrl, String prefix) {
        return new KnownProviders(
                name, Dialect.OPENAI, baseUrl, prefix + "_API_KEY", prefix + "_BASE_URL");
    }

    /// The providers that the environment has a credential for, except those that the file declares.
    static List<DeclaredProvider> found(
            Function<String, Optional<String>> environment, Set<String> declared) {
        List<DeclaredProvider> found = new ArrayList<>();
        for (KnownProviders known : ALL) {
            Optional<String> secret = environment.apply(known.key).filter(s -> !s.isBlank());
            if (secret.isEmpty() || declared.contains(known.name)) {
                continue;
            }
            String origin = "environment variable " + known.key;
            String baseUrl =
                    environment
                            .apply(known.address)
                            .filter(s -> !s.isBlank())
                            .orElse(known.baseUrl);
            found.add(
                    new DeclaredProvider(
                            known.name,
                            known.dialect,
                            BaseUrl.parse(
                                    baseUrl,
                                    new Origin("environment variable " + known.address, 0)),
                            List.of(),
                            true,
                            List.of(),
                            true,
                            List.of(
                                    new DeclaredCredential(
                                            "environment",
                                            new SecretText(secret.get().strip()),
                                            origin)),
                            origin));
        }
        return found;
    }

    /// Where a known provider is, for declarations that leave the address out.
    static Optional<KnownProviders> named(String name) {
        return ALL.stream().filter(known -> known.name.equals(name)).findFirst();
    }
}
