package dev.cardea.upstreamauth;

import dev.cardea.model.CredentialId;
import dev.cardea.model.Dialect;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.SecretText;
import dev.cardea.model.UpstreamAuth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Authenticates with keys that don't change by themselves. A secret is opened once per version and
/// kept as the header fields it becomes; versions that are gone are forgotten.
public final class StaticKeys implements UpstreamAuth {
    private static final Reason UNAVAILABLE = Reasons.of("GATEWAY_SECRET_STORE_UNAVAILABLE");

    private final Function<ProviderCredential, Optional<SecretText>> opener;
    private final Map<CredentialId, Opened> opened = new ConcurrentHashMap<>();

    private record Opened(ProviderCredential of, Dialect dialect, Authorization authorization) {}

    /// @param opener decrypts the secret; empty when the key-encryption key doesn't fit
    public StaticKeys(Function<ProviderCredential, Optional<SecretText>> opener) {
        this.opener = opener;
    }

    @Override
    public Authorization authorize(Provider provider, ProviderCredential credential) {
        Opened known = opened.get(credential.id());
        if (known != null
                && known.of.revision() == credential.revision()
                && known.dialect == provider.dialect()) {
            return known.authorization;
        }
        Authorization authorization =
                opener.apply(credential)
                        .<Authorization>map(secret ->
                                new Authorization.Ready(List.of(field(provider.dialect(), secret))))
                        .orElseGet(() -> new Authorization.Unavailable(UNAVAILABLE));
        opened.put(credential.id(), new Opened(credential, provider.dialect(), authorization));
        return authorization;
    }

    /// Opens these ahead of the first call, and forgets all others.
    public void prepare(
            Collection<ProviderCredential> credentials,
            Function<ProviderCredential, Optional<Provider>> providerOf) {
        for (ProviderCredential credential : credentials) {
            providerOf.apply(credential).ifPresent(provider -> authorize(provider, credential));
        }
        opened.keySet().retainAll(credentials.stream().map(ProviderCredential::id).toList());
    }

    private static Field field(Dialect dialect, SecretText secret) {
        return switch (dialect) {
            case ANTHROPIC -> new Field("x-api-key", secret.reveal());
            case GEMINI -> new Field("x-goog-api-key", secret.reveal());
            case AZURE_OPENAI -> new Field("api-key", secret.reveal());
            case OPENAI, REST, VERTEX, BEDROCK, COHERE, MISTRAL, OLLAMA ->
                    new Field("authorization", "Bearer " + secret.reveal());
        };
    }
}
