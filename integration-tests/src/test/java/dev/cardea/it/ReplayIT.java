package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A refused call of each kind is decided again as it was, and once its cause is mended, as it would be.
class ReplayIT {
    private static final String CREDENTIAL = "sk-provider-0123456789abcdef";

    @TempDir private static Path folder;
    private static HttpClient http;
    private static ImitatedProvider provider;
    private static RunningCardea cardea;
    private static int tenants;

    @BeforeAll
    static void start() throws IOException {
        http = HttpClient.newHttpClient();
        provider = new ImitatedProvider(CREDENTIAL);
        cardea =
                RunningCardea.start(
                        folder,
                        """
                        checks: {credentials: 0s, status_pages: 0s}
                        providers:
                          - name: up
                            dialect: openai
                            base_url: "%s"
                            api_key: "%s"
                            models: [m1]
                            responses: true
                            pass_through: ["POST /v1/answers", "GET /v1/answers/*"]
                        """
                                .formatted(provider.baseUrl(), CREDENTIAL));
    }

    @AfterAll
    static void stop() {
        cardea.close();
        provider.close();
        http.close();
    }

    @TestFactory
    Stream<DynamicTest> itPassesOnceItsKeyIsOnAgain() {
        return Stream.of(
                        "POST /v1/chat/completions",
                        "POST /v1/embeddings",
                        "POST /v1/messages",
                        "POST /v1beta/models/m1:generateContent",
                        "GET /v1/models",
                        "GET /v1/models/m1",
                        "GET /v1/files",
                        "GET /v1/files/file-1",
                        "POST /pass/up/v1/answers",
                        "GET /pass/up/v1/answers/1")
                .map(it -> DynamicTest.dynamicTest(it, () -> replayed(it, true)));
    }

    @TestFactory
    Stream<DynamicTest> itStaysRefusedWhereThePathOrTheMethodIsWrong() {
        return Stream.of(
                        "PATCH /v1/files",
                        "PATCH /v1/chat/completions",
                        "DELETE /pass/up/v1/answers",
                        "POST /pass/down/v1/answers",
                        "POST /v1/nothing")
                .map(it -> DynamicTest.dynamicTest(it, () -> replayed(it, false)));
    }

    private static void replayed(String target, boolean passes) throws Exception {
        Tenant tenant = Tenant.in(cardea, "Acme " + ++tenants).step("disable", "{}");
        String id = refused(target, tenant.key());
        String path = "/admin/v1/diagnoses/" + id;

        JsonNode explained = cardea.admin("GET", path, "");
        JsonNode then = cardea.admin("GET", path + "/then", "");
        assertThat(then.path("reason").asString()).isEqualTo("KEY_DISABLED");
        assertThat(then.path("checks")).isEqualTo(explained.path("stored").path("checks"));
        assertThat(explained.path("now").path("smallest_change").size()).isEqualTo(passes ? 1 : 0);

        tenant.step("enable", "{}");
        JsonNode now = cardea.admin("GET", path, "").path("now");
        assertThat(now.path("passes").asBoolean()).as(now.toString()).isEqualTo(passes);
    }

    private static String refused(String target, String key)
            throws IOException, InterruptedException {
        String[] words = target.split(" ");
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(cardea.url() + words[1]))
                                .header("authorization", "Bearer " + key)
                                .header("content-type", "application/json")
                                .method(
                                        words[0],
                                        words[0].equals("POST")
                                                ? BodyPublishers.ofString("{\"model\":\"m1\"}")
                                                : BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("x-cardea-reason"))
                .as(answer.body())
                .contains("KEY_DISABLED");
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }
}
