package dev.cardea.upstreamauth;

import dev.cardea.model.CredentialId;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.SecretForms;
import dev.cardea.model.SecretText;
import dev.cardea.model.UpstreamAuth;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Authenticates with all kinds of credentials. A secret is opened once per version, and kept as what
/// it becomes: header fields, a signer, or a token that is renewed in the background. Versions that
/// are gone are forgotten.
public final class ProviderAuth implements UpstreamAuth, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderAuth.class);
    private static final Reason UNAVAILABLE = Reasons.of("GATEWAY_SECRET_STORE_UNAVAILABLE");
    private static final Reason UNUSABLE = Reasons.of("UPSTREAM_CREDENTIAL_INVALID");
    private static final Reason NO_REGION = Reasons.of("UPSTREAM_WRONG_ENDPOINT");

    private final Function<ProviderCredential, Optional<SecretText>> opener;
    private final Clock clock;
    private final Map<CredentialId, Opened> opened = new ConcurrentHashMap<>();
    private final HttpClient http;

    /// A secret in use, and for what.
    private record Opened(ProviderCredential credential, Provider provider, Kept kept) {
        boolean is(ProviderCredential other, Provider at) {
            return credential.revision() == other.revision()
                    && provider.dialect() == at.dialect()
                    && provider.baseUrl().equals(at.baseUrl());
        }
    }

    /// What a secret is used by.
    private sealed interface Use {
        record Fixed(Authorization authorization) implements Use {}

        record Tokens(TokenSource source) implements Use {}
    }

    /// What is kept of a secret in use.
    private sealed interface Kept {
        record Fixed(Authorization authorization) implements Kept {}

        record Renewed(TokenKeeper keeper) implements Kept {}
    }

    /// @param opener decrypts the secret; empty when the key-encryption key doesn't fit
    public ProviderAuth(Function<ProviderCredential, Optional<SecretText>> opener, Clock clock) {
        this.opener = opener;
        this.clock = clock;
        http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    }

    /// What forms secrets have.
    public static SecretForms forms() {
        return SecretForm.CHECK;
    }

    @Override
    public Authorization authorize(Provider provider, ProviderCredential credential) {
        Opened known = opened.get(credential.id());
        if (known == null || !known.is(credential, provider)) {
            known = open(provider, credential);
        }
        return switch (known.kept) {
            case Kept.Fixed(var authorization) -> authorization;
            case Kept.Renewed(var keeper) -> keeper.authorization();
        };
    }

    @Override
    public Authorization authorizeAfresh(Provider provider, ProviderCredential credential) {
        return switch (use(provider, credential)) {
            case Use.Fixed(var authorization) -> authorization;
            case Use.Tokens(var source) -> TokenKeeper.once(source);
        };
    }

    private Opened open(Provider provider, ProviderCredential credential) {
        return opened.compute(
                credential.id(),
                (_, before) -> {
                    if (before != null && before.is(credential, provider)) {
                        return before;
                    }
                    if (before != null) {
                        forget(before);
                    }
                    return new Opened(credential, provider, kept(provider, credential));
                });
    }

    private Kept kept(Provider provider, ProviderCredential credential) {
        return switch (use(provider, credential)) {
            case Use.Fixed(var authorization) -> new Kept.Fixed(authorization);
            case Use.Tokens(var source) ->
                    new Kept.Renewed(TokenKeeper.start(credential.id().value(), source, clock));
        };
    }

    private Use use(Provider provider, ProviderCredential credential) {
        Optional<SecretText> secret = opener.apply(credential);
        if (secret.isEmpty()) {
            return new Use.Fixed(new Authorization.Unavailable(UNAVAILABLE));
        }
        try {
            return switch (SecretForm.of(provider.dialect(), secret.get())) {
                case SecretForm.Key(var field) ->
                        new Use.Fixed(new Authorization.Ready(List.of(field)));
                case SecretForm.AwsKeys keys -> signing(provider, credential, keys);
                case SecretForm.ServiceAccount account -> new Use.Tokens(new GoogleTokens(account));
                case SecretForm.EntraClient client ->
                        new Use.Tokens(new EntraTokens(client, http, clock));
            };
        } catch (MalformedSecret e) {
            LOG.warn("credential {} can't be used: {}", credential.id(), e.getMessage());
            return new Use.Fixed(new Authorization.Unavailable(UNUSABLE));
        }
    }

    private Use signing(Provider provider, ProviderCredential credential, SecretForm.AwsKeys keys) {
        Optional<String> region =
                keys.region().isEmpty()
                        ? AwsRegion.of(provider.baseUrl())
                        : Optional.of(keys.region());
        if (region.isEmpty()) {
            LOG.warn(
                    "credential {} can't be used: neither it nor the address of provider {} names an AWS region",
                    credential.id(),
                    provider.name());
            return new Use.Fixed(new Authorization.Unavailable(NO_REGION));
        }
        return new Use.Fixed(new AwsSigner(keys, region.get(), "bedrock", clock));
    }

    /// Opens these ahead of the first call, and forgets all others.
    public void prepare(
            Collection<ProviderCredential> credentials,
            Function<ProviderCredential, Optional<Provider>> providerOf) {
        for (ProviderCredential credential : credentials) {
            providerOf.apply(credential).ifPresent(provider -> open(provider, credential));
        }
        Set<CredentialId> wanted =
                credentials.stream().map(ProviderCredential::id).collect(Collectors.toSet());
        for (CredentialId id : List.copyOf(opened.keySet())) {
            if (!wanted.contains(id)) {
                opened.computeIfPresent(
                        id,
                        (_, gone) -> {
                            forget(gone);
                            return null;
                        });
            }
        }
    }

    private static void forget(Opened gone) {
        if (gone.kept instanceof Kept.Renewed(var keeper)) {
            keeper.close();
        }
    }

    @Override
    public void close() {
        opened.values().forEach(ProviderAuth::forget);
        opened.clear();
        http.close();
    }
}
