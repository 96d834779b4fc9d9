package dev.cardea.upstreamauth;

import dev.cardea.model.Dialect;
import dev.cardea.model.SecretForms;
import dev.cardea.model.SecretText;
import dev.cardea.model.UpstreamAuth.Field;
import java.net.URI;
import java.util.Optional;

/// What a provider's secret is, told by the dialect and by its own shape.
sealed interface SecretForm {
    /// Tells what is wrong with a secret before it is kept.
    SecretForms CHECK =
            (dialect, secret) -> {
                try {
                    of(dialect, secret);
                    return Optional.empty();
                } catch (MalformedSecret e) {
                    return Optional.of(e.getMessage());
                }
            };

    /// A key that is sent as it is.
    record Key(Field field) implements SecretForm {}

    /// An AWS access key, which signs requests.
    ///
    /// @param sessionToken empty for a lasting key
    /// @param region empty where the provider's address names it
    record AwsKeys(String accessKeyId, SecretText secretKey, SecretText sessionToken, String region)
            implements SecretForm {}

    /// A Google service account, which is exchanged for tokens.
    record ServiceAccount(SecretText json) implements SecretForm {}

    /// An application of Microsoft Entra, which is exchanged for tokens.
    ///
    /// @param authority where tokens are given out
    record EntraClient(URI authority, String tenant, String client, SecretText secret, String scope)
            implements SecretForm {}

    /// The form of a secret of a provider of this dialect.
    ///
    /// @throws MalformedSecret when it has none that the dialect knows
    static SecretForm of(Dialect dialect, SecretText secret) {
        String text = secret.reveal().strip();
        boolean json = text.startsWith("{");
        return switch (dialect) {
            case ANTHROPIC -> key("x-api-key", text);
            case GEMINI -> key("x-goog-api-key", text);
            case BEDROCK -> json || text.indexOf(':') > 0 ? AwsSecret.read(text) : bearer(text);
            case VERTEX ->
                    json
                            ? GoogleSecret.read(text)
                            : text.startsWith("AIza") ? key("x-goog-api-key", text) : bearer(text);
            case AZURE_OPENAI ->
                    json || text.indexOf(':') > 0
                            ? EntraSecret.read(text)
                            : text.startsWith("eyJ") ? bearer(text) : key("api-key", text);
            case OPENAI, REST, COHERE, MISTRAL, OLLAMA -> bearer(text);
        };
    }

    private static Key bearer(String text) {
        Key key = key("authorization", text);
        return new Key(new Field(key.field.name(), "Bearer " + text));
    }

    private static Key key(String name, String text) {
        SecretForms.PLAIN
                .fault(Dialect.REST, new SecretText(text))
                .ifPresent(fault -> {
                    throw new MalformedSecret(fault);
                });
        return new Key(new Field(name, text));
    }
}
