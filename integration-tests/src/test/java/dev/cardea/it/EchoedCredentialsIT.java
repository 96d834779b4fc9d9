package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A provider that echoes the whole credential in every kind of trouble: nobody gets to see it, and it
/// is kept nowhere.
class EchoedCredentialsIT {
    private static final String FIRST = "sk-live-Qm71Vd92LsXp45Tz";
    private static final String SECOND = "unknownvendor-hT5gB2nM8kL4pQ9w";

    @TempDir Path folder;
    private HttpServer upstream;
    private RunningCardea cardea;
    private volatile Answer answer = new Answer(200, "application/json", "{}");

    private record Answer(int status, String type, String body) {}

    @BeforeEach
    void start() throws IOException {
        SecretsWatch.keep(FIRST);
        SecretsWatch.keep(SECOND);
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", this::echo);
        upstream.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        upstream.start();
        String url = "http://127.0.0.1:" + upstream.getAddress().getPort();
        cardea =
                RunningCardea.start(
                        folder,
                        """
                        checks: {credentials: 0s, status_pages: 0s}
                        providers:
                          - name: up
                            dialect: openai
                            base_url: "%1$s/v1"
                            models: [m1]
                            credentials: [{name: a, secret: "%2$s"}, {name: b, secret: "%3$s"}]
                          - {name: bare, dialect: openai, base_url: "%1$s/v1", models: [m2]}
                          - {name: open, dialect: openai, base_url: "%1$s/v1", models: [m3], keyless: true}
                        """
                                .formatted(url, FIRST, SECOND));
    }

    @AfterEach
    void stop() {
        cardea.close();
        upstream.stop(0);
    }

    private void echo(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String sent = String.valueOf(exchange.getRequestHeaders().getFirst("authorization"));
            byte[] body = answer.body.replace("KEY", sent).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", answer.type);
            exchange.getResponseHeaders().set("x-request-id", sent);
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void noAnswerLogLineRecordOrStateShowsIt() {
        for (Answer each :
                List.of(
                        json(
                                401,
                                "{\"error\":{\"message\":\"bad key KEY\",\"code\":\"invalid_api_key\"}}"),
                        json(401, "{\"error\":\"KEY is not known\"}"),
                        json(403, "{\"error\":{\"message\":\"KEY may not\",\"code\":\"KEY\"}}"),
                        json(429, "{\"error\":{\"message\":\"slow down, KEY\",\"type\":\"KEY\"}}"),
                        json(500, "{\"error\":{\"message\":\"crashed with KEY\"}}"),
                        json(
                                400,
                                "{\"error\":{\"message\":\"bad field in KEY\",\"code\":\"invalid_type\"}}"),
                        json(200, "{\"error\":{\"message\":\"Incorrect API key provided: KEY\"}}"),
                        new Answer(403, "text/html", "<html><h1>blocked: KEY</h1></html>"),
                        new Answer(
                                200,
                                "text/event-stream",
                                "data: {\"error\":{\"message\":\"KEY failed\",\"code\":401}}\n\n"))) {
            answer = each;
            for (String path : List.of("/v1/chat/completions", "/v1/messages")) {
                HttpResponse<String> told =
                        cardea.post(
                                path,
                                "{\"model\":\"m1\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
                assertThat(told.body() + told.headers().map())
                        .doesNotContain(FIRST)
                        .doesNotContain(SECOND);
                if (each.status == 401) {
                    assertThat(told.statusCode()).isEqualTo(502);
                    assertThat(told.body()).contains("upstream", "Your key is fine");
                }
            }
        }
        JsonNode tests = cardea.admin("POST", "/admin/v1/providers/test", "{}");
        assertThat(tests.path("items").size()).isEqualTo(3);
        JsonNode upstreams = cardea.admin("GET", "/admin/v1/upstreams?provider=up", "");
        assertThat(upstreams.toString()).contains("last_failure", "[redacted]");
        for (String path :
                List.of(
                        "/admin/v1/upstreams",
                        "/admin/v1/status",
                        "/admin/v1/credentials",
                        "/admin/v1/calls?limit=100")) {
            assertThat(cardea.admin("GET", path, "").toString())
                    .doesNotContain(FIRST)
                    .doesNotContain(SECOND);
        }
    }

    @Test
    void aLocalProviderWithoutACredentialIsCalledOnlyWhenItSaysThatItNeedsNone() {
        answer =
                json(
                        200,
                        "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}");
        HttpResponse<String> refused =
                cardea.post("/v1/chat/completions", "{\"model\":\"m2\",\"messages\":[]}");
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.headers().firstValue("x-cardea-reason"))
                .contains("UPSTREAM_CREDENTIAL_MISSING");
        assertThat(
                        cardea.post("/v1/chat/completions", "{\"model\":\"m3\",\"messages\":[]}")
                                .statusCode())
                .isEqualTo(200);
    }

    private static Answer json(int status, String body) {
        return new Answer(status, "application/json", body);
    }
}
