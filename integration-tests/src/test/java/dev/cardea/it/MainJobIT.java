package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The whole gateway from outside: a key in, the provider out, refusals that explain themselves, and
/// what happens when the store is gone.
class MainJobIT {
    private static final String CHAT =
            "{\"model\":\"gpt-4\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    @TempDir Path folder;
    private SdkUpstream upstream;
    private RunningCardea cardea;

    @BeforeEach
    void start() {
        upstream = SdkUpstream.start();
        cardea = RunningCardea.before(folder, upstream);
    }

    @AfterEach
    void stop() {
        cardea.close();
        upstream.close();
    }

    @Test
    void aRevokedKeyIsRefusedWithinASecondAndTheRefusalCanBeExplained() {
        JsonNode issued =
                cardea.admin(
                        "POST",
                        "/admin/v1/keys",
                        "{\"name\":\"shop\",\"application\":\"app_default\",\"owner\":\"own_default\"}");
        String key = issued.path("secret").asString();
        String id = issued.path("id").asString();
        assertThat(call(key).statusCode()).isEqualTo(200);

        cardea.admin(
                "POST",
                "/admin/v1/keys/" + id + "/revoke",
                "{\"reason\":\"left\"}",
                "if-match",
                "\"" + issued.path("revision").asString() + "\"");
        long revoked = System.nanoTime();
        HttpResponse<String> refused = call(key);
        assertThat(System.nanoTime() - revoked).isLessThan(1_000_000_000L);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("x-cardea-reason")).contains("KEY_REVOKED");
        assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
        assertThat(refused.body()).doesNotContain("left").doesNotContain(key);

        String diagnosis =
                RunningCardea.JSON
                        .readTree(refused.body())
                        .path("error")
                        .path("diagnosis_id")
                        .asString();
        JsonNode explained = cardea.admin("GET", "/admin/v1/diagnoses/" + diagnosis, "");
        assertThat(explained.path("code").asString()).isEqualTo("KEY_REVOKED");
        assertThat(explained.path("stored").path("checks").size()).isGreaterThan(3);
        JsonNode record = cardea.admin("GET", "/admin/v1/calls/" + diagnosis, "");
        assertThat(record.path("key").asString()).isEqualTo(id);
        assertThat(record.path("reason").asString()).isEqualTo("KEY_REVOKED");
    }

    @Test
    void everyCallLeavesARecordWithItsTokensAndModels() {
        HttpResponse<String> answer = cardea.post("/v1/chat/completions", CHAT);
        assertThat(answer.statusCode()).isEqualTo(200);
        String id = answer.headers().firstValue("x-request-id").orElseThrow();
        JsonNode record = cardea.admin("GET", "/admin/v1/calls/" + id, "");
        assertThat(record.path("usage").path("input").asInt()).isEqualTo(9);
        assertThat(record.path("usage").path("output").asInt()).isEqualTo(3);
        assertThat(record.path("usage").path("cached_input").asInt()).isEqualTo(4);
        assertThat(record.path("model_asked").asString()).isEqualTo("gpt-4");
        assertThat(record.path("model_answered").asString()).isEqualTo("gpt-4");
        assertThat(record.path("provider").asString()).isEqualTo("openai");
        assertThat(record.path("outcome").asString()).isEqualTo("completed");
    }

    @Test
    void goodAnswersTellTheScopeOfTheCallAndWhenTheKeyExpires() {
        String key =
                cardea.admin(
                                "POST",
                                "/admin/v1/keys",
                                "{\"name\":\"trial\",\"application\":\"app_default\",\"owner\":\"own_default\",\"expires_at\":\"2099-01-31T00:00:00Z\"}")
                        .path("secret")
                        .asString();
        HttpResponse<String> answer = call(key);
        assertThat(answer.headers().allValues("x-cardea-accepted-scopes"))
                .containsExactly("models:invoke");
        assertThat(answer.headers().allValues("x-cardea-key-expires"))
                .containsExactly("2099-01-31T00:00:00Z");
        HttpResponse<String> models = cardea.get("/v1/models");
        assertThat(models.headers().allValues("x-cardea-accepted-scopes"))
                .containsExactly("models:read");
        assertThat(models.headers().firstValue("x-cardea-key-expires")).isEmpty();
        assertThat(call("wrong").headers().firstValue("x-cardea-accepted-scopes")).isEmpty();
    }

    @Test
    void aProviderThatRefusesTheGatewaysCredentialIsNeverTheCallersFault() {
        cardea.close();
        cardea =
                RunningCardea.start(
                        folder.resolve("other"),
                        "providers: [{name: openai, base_url: '%s/v1', api_key: sk-wrong-credential-000000000000, models: [gpt-4]}]"
                                .formatted(upstream.url()));
        HttpResponse<String> refused = cardea.post("/v1/chat/completions", CHAT);
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.headers().firstValue("x-cardea-reason"))
                .contains("UPSTREAM_CREDENTIAL_INVALID");
        assertThat(refused.body()).contains("Your key is fine").contains("\"origin\":\"upstream\"");
        assertThat(refused.body()).doesNotContain("sk-wrong");
    }

    @Test
    void withTheStoreGoneTheDataPlaneServesAlsoAfterARestart() throws IOException {
        assertThat(cardea.post("/v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
        long revision = cardea.cardea().snapshot().revision();
        delete("cardea.sqlite");
        assertThat(cardea.post("/v1/chat/completions", CHAT).statusCode()).isEqualTo(200);

        cardea = cardea.restarted();
        assertThat(cardea.cardea().snapshot().revision()).isEqualTo(revision);
        assertThat(cardea.post("/v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
        assertThat(cardea.home().resolve("cardea.sqlite")).doesNotExist();
        JsonNode status = cardea.admin("GET", "/admin/v1/status", "");
        assertThat(status.path("store_reachable").asBoolean()).isFalse();
    }

    @Test
    void aSecondStartChangesNothing() {
        long revision = cardea.cardea().snapshot().revision();
        cardea = cardea.restarted();
        assertThat(cardea.cardea().firstKeys()).isEmpty();
        assertThat(cardea.cardea().snapshot().revision()).isEqualTo(revision);
        assertThat(cardea.post("/v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
    }

    @Test
    void secretsInOddPlacesAreNeitherAnsweredNorLoggedNorKept() throws IOException {
        SecretsWatch.keep("sk-wrong-credential-000000000000");
        cardea.post(
                "/v1/chat/completions", CHAT, "authorization", "Bearer " + SdkUpstream.CREDENTIAL);
        cardea.post("/v1/chat/completions?api_key=" + cardea.key(), CHAT, "x-nothing", "1");
        cardea.post("/v1/chat/completions?key=" + cardea.key(), CHAT);
        cardea.post("/v1/" + cardea.key(), CHAT);
        cardea.post("/pass/" + cardea.key() + "/v1/answers", CHAT);
        cardea.post("/v1/chat/completions", CHAT.replace("hello", cardea.key()), "x-nothing", "1");
        cardea.post("/v1/chat/completions", CHAT.replace("gpt-4", cardea.key()));
        cardea.post("/v1/chat/completions", CHAT, "cookie", "key=" + cardea.managementKey());
        cardea.post("/v1/chat/completions", CHAT, "x-api-key", cardea.managementKey());
        cardea.admin("GET", "/admin/v1/calls", "");
        cardea = cardea.restarted();
        try (Stream<Path> files = Files.walk(cardea.home())) {
            assertThat(files.filter(Files::isRegularFile)).hasSizeGreaterThan(4);
        }
    }

    @Test
    void pathsOfTheGatewayAnswerWithoutAKey() {
        for (String path : List.of("/healthz", "/readyz", "/errors", "/errors/KEY_EXPIRED")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get("/v1/models").statusCode()).isEqualTo(401);
        assertThat(get("/nothing").statusCode()).isEqualTo(401);
    }

    @Test
    void theBareAddressSaysWhatThisIs() {
        for (String path : List.of("/", "/v1", "/v1/", "/?x=1")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains("application/json");
            assertThat(RunningCardea.JSON.readTree(answer.body()).path("errors").asString())
                    .isEqualTo("/errors");
            HttpResponse<String> page = get(path, "accept", "text/html,*/*;q=0.8");
            assertThat(page.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/html");
            assertThat(page.body())
                    .contains("<h1>Cardea, an AI gateway</h1>", "href=\"/errors\"")
                    .doesNotContain("<script", "SNAPSHOT");
        }
        assertThat(get("/robots.txt").body()).contains("Disallow: /");
        assertThat(get("/favicon.ico").headers().firstValue("content-type"))
                .contains("image/svg+xml");
        assertThat(cardea.post("/", CHAT).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> call(String key) {
        return cardea.post("/v1/chat/completions", CHAT, "authorization", "Bearer " + key);
    }

    private HttpResponse<String> get(String path, String... fields) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cardea.url() + path));
            if (fields.length > 0) {
                request.headers(fields);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void delete(String name) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(cardea.home().resolve(name + suffix));
        }
    }
}
