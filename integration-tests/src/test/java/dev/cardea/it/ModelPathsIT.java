package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// One model by its path, as the SDKs' `models.retrieve` asks for it.
class ModelPathsIT {
    @TempDir static Path folder;
    private static SdkUpstream upstream;
    private static RunningCardea cardea;

    @BeforeAll
    static void start() {
        upstream = SdkUpstream.start();
        cardea =
                RunningCardea.start(
                        folder,
                        """
                        providers:
                          - {name: up, dialect: openai, base_url: '%1$s/v1', api_key: sk-x, models: [gpt-4, meta/llama]}
                          - {name: one, dialect: openai, base_url: '%1$s/v1', api_key: sk-x, models: [both]}
                          - {name: two, dialect: openai, base_url: '%1$s/v1', models: [both]}
                        routes:
                          - {name: fast, targets: [{provider: up, model: gpt-4}]}
                        """
                                .formatted(upstream.url()));
    }

    @AfterAll
    static void stop() {
        cardea.close();
        upstream.close();
    }

    private static HttpResponse<String> ask(String method, String path, String field, String value)
            throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(cardea.url() + path))
                            .header("authorization", "Bearer " + cardea.key())
                            .header(field, value)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4, gpt-4",
        "up/gpt-4, up/gpt-4",
        "up%2Fgpt-4, up/gpt-4",
        "meta/llama, meta/llama",
        "meta%2fllama, meta/llama",
        "two/both, two/both",
        "fast, fast"
    })
    void aModelIsShownAsTheListShowsIt(String path, String name) throws Exception {
        HttpResponse<String> openAi = ask("GET", "/v1/models/" + path, "x-n", "1");
        assertThat(openAi.statusCode()).as(openAi.body()).isEqualTo(200);
        JsonNode shown = RunningCardea.JSON.readTree(openAi.body());
        assertThat(shown.path("id").asString()).isEqualTo(name);
        assertThat(shown.path("object").asString()).isEqualTo("model");

        HttpResponse<String> anthropic =
                ask("GET", "/v1/models/" + path, "anthropic-version", "2023-06-01");
        JsonNode known = RunningCardea.JSON.readTree(anthropic.body());
        assertThat(known.path("type").asString()).as(anthropic.body()).isEqualTo("model");
        assertThat(known.path("id").asString()).isEqualTo(name);

        HttpResponse<String> gemini = ask("GET", "/v1beta/models/" + path, "x-n", "1");
        assertThat(RunningCardea.JSON.readTree(gemini.body()).path("name").asString())
                .as(gemini.body())
                .isEqualTo("models/" + name);
    }

    @Test
    void whatTheListHoldsIsFoundByItsName() throws Exception {
        JsonNode list = RunningCardea.JSON.readTree(cardea.get("/v1/models").body()).path("data");
        assertThat(list.size()).isEqualTo(5);
        for (JsonNode model : list) {
            HttpResponse<String> one =
                    ask("GET", "/v1/models/" + model.path("id").asString(), "x-n", "1");
            assertThat(RunningCardea.JSON.readTree(one.body())).isEqualTo(model);
        }
    }

    @Test
    void oneThatIsNotThereIsRefusedWithTheNearestName() throws Exception {
        HttpResponse<String> unknown = ask("GET", "/v1/models/gpt-5", "x-n", "1");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("x-cardea-reason")).contains("MODEL_UNKNOWN");
        assertThat(unknown.body()).contains("Did you mean 'gpt-4'?");

        HttpResponse<String> forbidden = ask("DELETE", "/v1/models/gpt-4", "x-n", "1");
        assertThat(forbidden.statusCode()).isEqualTo(405);
        assertThat(forbidden.headers().firstValue("allow")).contains("GET, HEAD");
        assertThat(ask("GET", "/v1/models/both", "x-n", "1").body())
                .contains("MODEL_AMBIGUOUS", "one/both, two/both");
    }

    @Test
    void aKeyIsToldWhichModelsItMayNotUse() throws Exception {
        String key =
                cardea.admin(
                                "POST",
                                "/admin/v1/keys",
                                "{\"name\":\"few\",\"application\":\"app_default\",\"owner\":\"own_default\",\"grants\":{\"models\":[\"both\"]}}")
                        .path("secret")
                        .asString();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(cardea.url() + "/v1/models/gpt-4"))
                                    .header("authorization", "Bearer " + key)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("MODEL_NOT_ALLOWED");
        }
    }

    @ParameterizedTest
    @CsvSource({"/v1/models", "/v1/models/gpt-4", "/v1beta/models", "/healthz", "/errors"})
    void headTellsWhatGetWould(String path) throws Exception {
        HttpResponse<String> head = ask("HEAD", path, "x-n", "1");
        HttpResponse<String> get = ask("GET", path, "x-n", "1");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-length"))
                .isEqualTo(get.headers().firstValue("content-length"));
    }
}
