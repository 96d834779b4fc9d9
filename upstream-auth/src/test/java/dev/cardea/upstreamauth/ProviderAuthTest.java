package dev.cardea.upstreamauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CredentialId;
import dev.cardea.model.Dialect;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Sealed;
import dev.cardea.model.SecretText;
import dev.cardea.model.UpstreamAuth.Authorization;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderAuthTest {
    private final AtomicInteger openings = new AtomicInteger();
    private final ProviderAuth keys =
            new ProviderAuth(
                    credential -> {
                        openings.incrementAndGet();
                        return credential.name().equals("locked")
                                ? Optional.empty()
                                : Optional.of(new SecretText("s3cret-" + credential.revision()));
                    },
                    Clock.systemUTC());

    @AfterEach
    void close() {
        keys.close();
    }

    @Test
    void eachDialectGetsTheFieldItsProvidersRead() {
        assertThat(sent(Dialect.OPENAI, "a", 1)).isEqualTo("authorization=Bearer s3cret-1");
        assertThat(sent(Dialect.ANTHROPIC, "b", 1)).isEqualTo("x-api-key=s3cret-1");
        assertThat(sent(Dialect.GEMINI, "c", 1)).isEqualTo("x-goog-api-key=s3cret-1");
        assertThat(sent(Dialect.AZURE_OPENAI, "d", 1)).isEqualTo("api-key=s3cret-1");
    }

    @Test
    void aSecretIsOpenedOncePerVersion() {
        assertThat(sent(Dialect.OPENAI, "a", 1)).endsWith("s3cret-1");
        assertThat(sent(Dialect.OPENAI, "a", 1)).endsWith("s3cret-1");
        assertThat(openings).hasValue(1);
        assertThat(sent(Dialect.OPENAI, "a", 2)).endsWith("s3cret-2");
        assertThat(openings).hasValue(2);
    }

    @Test
    void aSecretThatCannotBeOpenedIsTheGatewaysTrouble() {
        assertThat(keys.authorize(provider(Dialect.OPENAI), credential("x", "locked", 1)))
                .isInstanceOfSatisfying(
                        Authorization.Unavailable.class,
                        it -> assertThat(it.reason().status()).isEqualTo(503));
    }

    @Test
    void nothingThatIsPrintedShowsTheSecret() {
        Authorization ready = keys.authorize(provider(Dialect.OPENAI), credential("a", "a", 1));
        assertThat(ready.toString()).doesNotContain("s3cret");
    }

    @Test
    void aMalformedSecretIsTheGatewaysTroubleAndIsNotShown() {
        try (ProviderAuth auth =
                new ProviderAuth(
                        _ -> Optional.of(new SecretText("{\"a\": \"s3cret\"}")),
                        Clock.systemUTC())) {
            assertThat(auth.authorize(provider(Dialect.VERTEX), credential("v", "v", 1)))
                    .isInstanceOfSatisfying(
                            Authorization.Unavailable.class,
                            it ->
                                    assertThat(it.reason().code())
                                            .isEqualTo("UPSTREAM_CREDENTIAL_INVALID"));
        }
    }

    @Test
    void anAwsKeyNeedsARegion() {
        try (ProviderAuth auth =
                new ProviderAuth(
                        _ -> Optional.of(new SecretText("AKIDEXAMPLEEXAMPLE:" + "x".repeat(40))),
                        Clock.systemUTC())) {
            assertThat(auth.authorize(provider(Dialect.BEDROCK), credential("v", "v", 1)))
                    .isInstanceOfSatisfying(
                            Authorization.Unavailable.class,
                            it ->
                                    assertThat(it.reason().code())
                                            .isEqualTo("UPSTREAM_WRONG_ENDPOINT"));
        }
    }

    private String sent(Dialect dialect, String id, long revision) {
        Authorization.Ready ready =
                (Authorization.Ready)
                        keys.authorize(provider(dialect), credential(id, id, revision));
        return ready.fields().getFirst().name() + "=" + ready.fields().getFirst().value();
    }

    private static Provider provider(Dialect dialect) {
        return new Provider(
                new ProviderId("prov_p"),
                Optional.empty(),
                "p",
                dialect,
                URI.create("https://p.example/v1"),
                List.of(),
                true,
                List.of(),
                true,
                Optional.empty(),
                1);
    }

    private static ProviderCredential credential(String id, String name, long revision) {
        return new ProviderCredential(
                new CredentialId("cred_" + id),
                new ProviderId("prov_p"),
                Optional.empty(),
                name,
                new Sealed(new byte[] {1}),
                "f",
                true,
                Optional.empty(),
                revision);
    }
}
