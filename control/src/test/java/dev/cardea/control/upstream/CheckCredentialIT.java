package dev.cardea.control.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.control.upstream.CredentialCheck.Outcome;
import dev.cardea.model.CredentialHealth;
import dev.cardea.model.CredentialId;
import dev.cardea.model.CredentialState;
import dev.cardea.model.Dialect;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Sealed;
import dev.cardea.model.Snapshot;
import dev.cardea.model.UpstreamAuth;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckCredentialIT {
    private static final String SECRET = "sk-live-Zx81Kd02LmQp47Wv93TnRb65Ye";
    private static final String REFUSED =
            "{\"error\":{\"message\":\"Incorrect API key provided: "
                    + SECRET
                    + "\",\"code\":\"invalid_api_key\"}}";

    private final ImitatedProvider upstream = new ImitatedProvider();
    private final UpstreamGet http = new UpstreamGet(Duration.ofSeconds(5), Map.of(), Map.of());
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
    private final KeptHealth watch = new KeptHealth(now::get);
    private final UpstreamAuth auth =
            (_, _) ->
                    new UpstreamAuth.Authorization.Ready(
                            List.of(new UpstreamAuth.Field("authorization", "Bearer " + SECRET)));
    private final CheckCredential check = new CheckCredential(http, auth, watch, now::get);

    @AfterEach
    void close() {
        http.close();
        upstream.close();
    }

    @Test
    void aListOfModelsShowsThatTheCredentialWorks() {
        upstream.says("/v1/models", 200, "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}");
        CredentialCheck found = check.check(provider(Dialect.OPENAI), credential());
        assertThat(found.outcome()).isEqualTo(Outcome.WORKS);
        assertThat(found.models()).contains(2);
        assertThat(upstream.asked()).containsExactly("/v1/models Bearer " + SECRET);
    }

    @Test
    void aTenantsProviderIsNotLookedForAroundTheGateway() {
        Provider tenants =
                new Provider(
                        new ProviderId("prov_up"),
                        Optional.of(new OrganizationId("org_1")),
                        "up",
                        Dialect.OPENAI,
                        URI.create("https://[64:ff9b::7f00:1]/v1"),
                        List.of(),
                        true,
                        List.of(),
                        true,
                        Optional.empty(),
                        1);
        CredentialCheck found = check.check(tenants, credential());
        assertThat(found.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(found.toString()).contains("isn't on the internet");
    }

    @Test
    void eachDialectListsItsModelsWhereItsProvidersDo() {
        upstream.says("/v1/models", 200, "{\"data\":[]}");
        upstream.says("/v1beta/models", 200, "{\"models\":[{\"name\":\"models/g\"}]}");
        upstream.says("/api/tags", 200, "{\"models\":[{\"name\":\"llama\",\"details\":{}}]}");
        for (Dialect dialect : List.of(Dialect.ANTHROPIC, Dialect.GEMINI, Dialect.OLLAMA)) {
            assertThat(check.check(provider(dialect), credential()).outcome())
                    .as(dialect.name())
                    .isEqualTo(Outcome.WORKS);
        }
        assertThat(check.check(provider(Dialect.REST), credential()).outcome())
                .isEqualTo(Outcome.NOT_CHECKABLE);
    }

    @Test
    void aRefusalNamesWhatTheProviderSaidAndNeverTheSecretItEchoes() {
        upstream.says("/v1/models", 401, REFUSED);
        CredentialCheck found = check.check(provider(Dialect.OPENAI), credential());
        check.check(provider(Dialect.OPENAI), credential());

        assertThat(found.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(found.code()).isEqualTo("UPSTREAM_CREDENTIAL_INVALID");
        assertThat(found.said()).contains("Incorrect API key provided");
        assertThat(found.fix()).isNotBlank();
        assertThat(state()).isEqualTo(CredentialState.FAILING);
        CredentialStanding standing =
                CredentialStanding.of(credential(), watch.report(credential()));
        assertThat(found + " " + standing + " " + watch.report(credential()))
                .doesNotContain(SECRET)
                .doesNotContain("Zx81Kd02");
        assertThat(standing.fix()).isNotBlank();
        assertThat(standing.evidence().orElseThrow().rule()).isNotBlank();
    }

    @Test
    void whatSaysNothingOfTheCredentialIsNotHeldAgainstIt() {
        assertThat(check.check(provider(Dialect.OPENAI), credential()).outcome())
                .as("404")
                .isEqualTo(Outcome.UNCLEAR);
        upstream.page("/v1/models", 502, "<html><title>502 Bad Gateway</title></html>");
        assertThat(check.check(provider(Dialect.OPENAI), credential()).outcome())
                .isEqualTo(Outcome.UNREACHABLE);
        upstream.page("/v1/models", 200, "<html>please log in</html>");
        assertThat(check.check(provider(Dialect.OPENAI), credential()).outcome())
                .isEqualTo(Outcome.UNCLEAR);
        upstream.says("/v1/models", 429, "{\"error\":{\"code\":\"rate_limit_exceeded\"}}");
        assertThat(check.check(provider(Dialect.OPENAI), credential()).outcome())
                .isEqualTo(Outcome.LIMITED);
        upstream.close();
        CredentialCheck gone = check.check(provider(Dialect.OPENAI), credential());
        assertThat(gone.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(gone.said()).isEqualTo("no connection");
        assertThat(watch.report(credential()).health().strikes()).isZero();
    }

    @Test
    void aFailingCredentialRecoversByItself() throws Exception {
        upstream.says("/v1/models", 401, REFUSED);
        check.check(provider(Dialect.OPENAI), credential());
        check.check(provider(Dialect.OPENAI), credential());
        assertThat(state()).isEqualTo(CredentialState.FAILING);
        int before = upstream.asked().size();
        Snapshot snapshot =
                Snapshot.of("tst", 1, now.get(), List.of(provider(Dialect.OPENAI), credential()));
        var pages = new StatusPages(http, watch, now::get);
        try (UpstreamRounds _ =
                UpstreamRounds.start(
                        () -> snapshot,
                        watch,
                        check,
                        pages,
                        new UpstreamRounds.Schedule(Duration.ZERO, Duration.ZERO),
                        now::get)) {
            upstream.says("/v1/models", 200, "{\"data\":[]}");
            Thread.sleep(1_500);
            assertThat(upstream.asked()).as("not before its time").hasSize(before);
            now.set(now.get().plusSeconds(60));
            await(() -> state() == CredentialState.HEALTHY);
        }
    }

    @Test
    void aStatusPageWithAMajorIncidentIsOneAndAnyOtherIsNone() {
        Provider provider = provider(Dialect.OPENAI);
        var pages = new StatusPages(http, watch, now::get);
        assertThat(pages.of(provider).orElseThrow().trouble()).isEqualTo("not read yet");

        upstream.says(
                "/api/v2/summary.json",
                200,
                """
                {"page":{"id":"x"},"components":[{"name":"API","status":"major_outage"}],
                 "incidents":[{"name":"Elevated errors","status":"investigating","impact":"major","incident_updates":[{"body":"b"}]},
                              {"name":"Old","status":"resolved","impact":"minor"}],
                 "status":{"indicator":"major","description":"Partial System Outage"}}
                """);
        pages.read(provider);
        assertThat(watch.incident(provider.id())).contains("Elevated errors (major)");
        assertThat(pages.of(provider).orElseThrow().description())
                .isEqualTo("Partial System Outage");
        upstream.says("/v1/models", 401, REFUSED);
        check.check(provider, credential());
        check.check(provider, credential());
        assertThat(state()).as("during an incident").isEqualTo(CredentialState.HEALTHY);

        upstream.says(
                "/api/v2/summary.json",
                200,
                "{\"status\":{\"indicator\":\"minor\",\"description\":\"Minor\"},\"incidents\":[]}");
        pages.read(provider);
        assertThat(watch.incident(provider.id())).isEmpty();

        upstream.page("/api/v2/summary.json", 200, "<html></html>");
        pages.read(provider);
        assertThat(pages.of(provider).orElseThrow().trouble()).isNotBlank();
        assertThat(pages.of(provider).orElseThrow().description()).isEqualTo("Minor");
    }

    private CredentialState state() {
        CredentialHealth health = watch.report(credential()).health();
        return health.state();
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            Thread.sleep(20);
        }
    }

    private Provider provider(Dialect dialect) {
        return new Provider(
                new ProviderId("prov_up"),
                Optional.empty(),
                "up",
                dialect,
                URI.create(upstream.url() + (dialect == Dialect.OPENAI ? "/v1" : "")),
                List.of(),
                true,
                List.of(),
                false,
                false,
                Optional.of(URI.create(upstream.url() + "/api/v2/summary.json")),
                true,
                Optional.empty(),
                1);
    }

    private static ProviderCredential credential() {
        return new ProviderCredential(
                new CredentialId("cred_up"),
                new ProviderId("prov_up"),
                Optional.empty(),
                "main",
                new Sealed(new byte[] {1}),
                "f",
                true,
                Optional.empty(),
                1);
    }
}
