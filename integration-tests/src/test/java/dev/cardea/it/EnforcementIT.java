package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What is changed by the admin API counts on the data plane within a second of the admin API's
/// answer, without a restart: each kind of change, and what undoes it.
class EnforcementIT {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final String CREDENTIAL = "sk-provider-0123456789abcdef";
    private static final String CHAT =
            "{\"model\":\"m1\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final String PASSES = "";

    @TempDir private static Path folder;
    private static ImitatedProvider provider;
    private static RunningCardea cardea;

    /// A change of a tenant, what its key's calls are refused for from then on, and what undoes it where
    /// something does.
    private record Kind(
            String name, Consumer<Tenant> change, String code, Optional<Consumer<Tenant>> undo) {
        static Kind lasting(String name, Consumer<Tenant> change, String code) {
            return new Kind(name, change, code, Optional.empty());
        }

        static Kind undone(
                String name, Consumer<Tenant> change, String code, Consumer<Tenant> undo) {
            return new Kind(name, change, code, Optional.of(undo));
        }
    }

    private static final List<Kind> KINDS =
            List.of(
                    Kind.undone(
                            "a key is disabled",
                            it -> it.step("disable", "{}"),
                            "KEY_DISABLED",
                            it -> it.step("enable", "{}")),
                    Kind.lasting(
                            "a key is revoked",
                            it -> it.step("revoke", "{\"reason\":\"left\"}"),
                            "KEY_REVOKED"),
                    Kind.lasting("a key is deleted", Tenant::deleteKey, "KEY_REVOKED"),
                    Kind.undone(
                            "a key expires",
                            it -> it.changeKey("{\"expires_at\":\"%s\"}".formatted(Instant.now())),
                            "KEY_EXPIRED",
                            it -> it.changeKey("{\"expires_at\":null}")),
                    Kind.undone(
                            "the models of a key change",
                            it -> it.changeKey(models("m2")),
                            "MODEL_NOT_ALLOWED",
                            it -> it.changeKey(models("m*"))),
                    Kind.undone(
                            "the endpoints of a key change",
                            it -> it.changeKey("{\"grants\":{\"endpoints\":[\"/v1/responses\"]}}"),
                            "ENDPOINT_NOT_ALLOWED",
                            it -> it.changeKey("{\"grants\":{\"endpoints\":[]}}")),
                    Kind.undone(
                            "the networks of a key change",
                            it ->
                                    it.changeKey(
                                            "{\"grants\":{\"blocked_networks\":[\"127.0.0.1\"]}}"),
                            "NETWORK_IP_BLOCKED",
                            it -> it.changeKey("{\"grants\":{\"blocked_networks\":[]}}")),
                    Kind.undone(
                            "the models of a team change",
                            it -> it.changeTeam(models("m2")),
                            "MODEL_NOT_ALLOWED",
                            it -> it.changeTeam(models("*"))),
                    Kind.undone(
                            "a team is suspended",
                            it -> it.changeTeam(state("suspended")),
                            "TEAM_SUSPENDED",
                            it -> it.changeTeam(state("active"))),
                    Kind.lasting("a team is deleted", Tenant::deleteTeam, "TEAM_DELETED"),
                    Kind.undone(
                            "an application is switched off",
                            it -> it.changeApplication(state("suspended")),
                            "APP_DISABLED",
                            it -> it.changeApplication(state("active"))),
                    Kind.undone(
                            "an organization is suspended",
                            it -> it.changeOrganization(state("suspended")),
                            "OWNER_SUSPENDED",
                            it -> it.changeOrganization(state("active"))),
                    Kind.undone(
                            "an owner leaves",
                            it -> it.changeOwner("{\"standing\":\"inactive\"}"),
                            "OWNER_NOT_ACTIVE",
                            it -> it.changeOwner("{\"standing\":\"active\"}")),
                    Kind.undone(
                            "an owner is locked",
                            it ->
                                    it.changeOwner(
                                            "{\"locked_until\":\"%s\"}"
                                                    .formatted(Instant.now().plusSeconds(600))),
                            "OWNER_SOFT_LOCKED",
                            it -> it.changeOwner("{\"locked_until\":null}")),
                    Kind.lasting("an owner is deleted", Tenant::deleteOwner, "OWNER_NOT_ACTIVE"));

    @BeforeAll
    static void start() throws IOException {
        SecretsWatch.keep(CREDENTIAL);
        provider = new ImitatedProvider(CREDENTIAL);
        cardea =
                RunningCardea.start(
                        folder,
                        "checks: {credentials: 0s, status_pages: 0s}\nlimits: {threads: 2}\n");
    }

    @AfterAll
    static void stop() {
        cardea.close();
        provider.close();
    }

    @TestFactory
    Stream<DynamicTest> withinASecond() {
        JsonNode upstream = upstream("m", "m1");
        assertThat(upstream.path("id").asString()).isNotBlank();
        return KINDS.stream().map(it -> DynamicTest.dynamicTest(it.name(), () -> enforced(it)));
    }

    private static void enforced(Kind kind) {
        Tenant tenant = Tenant.in(cardea, "Acme " + TENANTS.incrementAndGet());
        soon(tenant.key(), "m1", PASSES);
        kind.change().accept(tenant);
        soon(tenant.key(), "m1", kind.code());
        kind.undo()
                .ifPresent(undo -> {
                    undo.accept(tenant);
                    soon(tenant.key(), "m1", PASSES);
                });
    }

    @Test
    void providersAndTheirCredentialsCountWithinASecondToo() {
        String key = Tenant.in(cardea, "Acme " + TENANTS.incrementAndGet()).key();
        soon(key, "n1", "MODEL_UNKNOWN");
        JsonNode made = upstream("n", "n1");
        soon(key, "n1", PASSES);
        String path = "/admin/v1/providers/" + made.path("id").asString();
        String credential = "/admin/v1/credentials/" + made.path("credential").asString();

        change(credential, "{\"enabled\":false}");
        soon(key, "n1", "UPSTREAM_CREDENTIAL_MISSING");
        change(credential, "{\"enabled\":true}");
        soon(key, "n1", PASSES);
        change(path, "{\"models\":[\"n2\"]}");
        soon(key, "n1", "MODEL_UNKNOWN");
        soon(key, "n2", PASSES);
        change(path, "{\"enabled\":false}");
        soon(key, "n2", "MODEL_UNKNOWN");
    }

    /// Adds a provider with one model, and tells its id and that of its credential.
    private static JsonNode upstream(String name, String model) {
        var provided =
                cardea.admin(
                        "POST",
                        "/admin/v1/providers",
                        """
                        {"name":"%s","dialect":"openai","base_url":"%s","models":["%s"],\
                        "unlisted_models":false}\
                        """
                                .formatted(name, provider.baseUrl(), model));
        String id = provided.path("id").asString();
        JsonNode credential =
                cardea.admin(
                        "POST",
                        "/admin/v1/credentials",
                        "{\"provider\":\"%s\",\"name\":\"main\",\"secret\":\"%s\"}"
                                .formatted(id, CREDENTIAL));
        return RunningCardea.JSON
                .createObjectNode()
                .put("id", id)
                .put("credential", credential.path("id").asString());
    }

    private static void change(String path, String patch) {
        long revision = cardea.admin("GET", path, "").path("revision").asLong();
        cardea.admin("PATCH", path, patch, "if-match", "\"" + revision + "\"");
    }

    /// Waits a second at most until calls get that answer, and sees that they get no other after that.
    private static void soon(String key, String model, String code) {
        long changed = System.nanoTime();
        String got = call(key, model);
        while (!got.equals(code) && System.nanoTime() - changed < LONGEST.toNanos()) {
            got = call(key, model);
        }
        assertThat(got).isEqualTo(code);
        assertThat(Duration.ofNanos(System.nanoTime() - changed)).isLessThan(LONGEST);
        for (int i = 0; i < 10; i++) {
            assertThat(call(key, model)).isEqualTo(code);
        }
    }

    /// Why a call is refused; empty when it passes.
    private static String call(String key, String model) {
        HttpResponse<String> answer =
                cardea.post(
                        "/v1/chat/completions",
                        CHAT.replace("m1", model),
                        "authorization",
                        "Bearer " + key);
        return answer.headers().firstValue("x-cardea-reason").orElse(PASSES);
    }

    private static String models(String pattern) {
        return "{\"grants\":{\"models\":[\"%s\"]}}".formatted(pattern);
    }

    private static String state(String state) {
        return "{\"state\":\"%s\"}".formatted(state);
    }
}
