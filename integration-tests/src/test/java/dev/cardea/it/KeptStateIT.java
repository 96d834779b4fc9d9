package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who goes on from an earlier answer may do so after a restart of the gateway.
class KeptStateIT {
    private static final String FIRST = "{\"model\":\"m1\",\"input\":\"hello\"}";
    private static final String NEXT =
            "{\"model\":\"m1\",\"input\":\"and then?\",\"previous_response_id\":\"%s\"}";

    private final AtomicInteger answers = new AtomicInteger();
    private HttpServer provider;

    @TempDir Path folder;

    @BeforeEach
    void listen() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/v1/responses", this::answer);
        provider.start();
    }

    @AfterEach
    void end() {
        provider.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body =
                    """
                    {"id":"resp_%d","object":"response","status":"completed","model":"m1","output":[],\
                    "usage":{"input_tokens":3,"output_tokens":1,"total_tokens":4}}\
                    """
                            .formatted(answers.incrementAndGet())
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void anAnswerFromBeforeARestartIsKnown() {
        String yaml =
                """
                providers:
                  - {name: openai, dialect: openai, base_url: "http://127.0.0.1:%d/v1", api_key: "%s", models: [m1]}
                """
                        .formatted(provider.getAddress().getPort(), SdkUpstream.CREDENTIAL);
        RunningCardea first = RunningCardea.start(folder, yaml);
        assertThat(first.post("/v1/responses", FIRST).statusCode()).isEqualTo(200);

        try (RunningCardea second = first.restarted()) {
            assertThat(second.post("/v1/responses", NEXT.formatted("resp_1")).statusCode())
                    .isEqualTo(200);
            assertThat(second.post("/v1/responses", NEXT.formatted("resp_77")).statusCode())
                    .isEqualTo(404);
        }
        assertThat(answers).hasValue(2);
    }
}
