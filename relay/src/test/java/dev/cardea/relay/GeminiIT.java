package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CallRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Gemini's paths, in which the model and the verb stand.
@ExtendWith(LeakGuard.class)
class GeminiIT {
    private static final String LIST =
            """
            [{"candidates":[{"content":{"role":"model","parts":[{"text":"hello"}]},"index":0}],"modelVersion":"m-2026"}
            ,{"candidates":[{"content":{"role":"model","parts":[{"text":" there"}]},"finishReason":"STOP","index":0}],\
            "usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":5,"totalTokenCount":16},"modelVersion":"m-2026"}]\
            """;

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/up%2Fm:generateContent, /v1beta/models/m:generateContent",
        "/v1/models/up%2Fm:generateContent, /v1/models/m:generateContent",
        "/v1beta/models/up/m:generateContent, /v1beta/models/m:generateContent",
        "/v1beta/models/m:streamGenerateContent?alt=sse, /v1beta/models/m:streamGenerateContent?alt=sse",
        "/v1/models/a b:countTokens, /v1/models/a%20b:countTokens",
        "/v1beta/models/m:embedContent, /v1beta/models/m:embedContent",
        "/v1beta/models/m:batchEmbedContents?key=x, /v1beta/models/m:batchEmbedContents"
    })
    void reachesAGeminiProviderUnderItsNameForTheModel(String asked, String sent) throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, Spoken.GEMINI.answer));
                var gateway = Spoken.GEMINI.before(upstream);
                var wire = gateway.connect()) {
            String body =
                    "{\"contents\":[ {\"parts\":[{\"text\":\"hi\"}]} ], \"generation_config\":{}}";
            wire.send(TestGateway.post(asked.replace(" ", "%20"), body));

            assertThat(wire.read().text()).isEqualTo(Spoken.GEMINI.answer);

            Wire.Message request = upstream.requests().getFirst();
            assertThat(request.line()).isEqualTo("POST " + sent + " HTTP/1.1");
            assertThat(request.text()).isEqualTo(body);
            assertThat(request.field("x-goog-api-key")).isEqualTo("provider-secret");
            assertThat(request.fields()).doesNotContainKey("authorization");
        }
    }

    @Test
    void passesAListOnAsItComes() throws Exception {
        var go = new java.util.concurrent.CountDownLatch(1);
        int middle = LIST.indexOf("\n,");
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(
                                    "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nTransfer-Encoding: chunked\r\n\r\n");
                            wire.chunk(LIST.substring(0, middle));
                            try {
                                go.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            wire.chunk(LIST.substring(middle));
                            wire.send("0\r\n\r\n");
                            wire.read();
                        });
                var gateway = Spoken.GEMINI.before(upstream);
                var wire = gateway.connect()) {
            wire.send(
                    TestGateway.post(
                            "/v1beta/models/m:streamGenerateContent", Spoken.GEMINI.request));

            wire.readHead();
            assertThat(new String(wire.readChunk(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(LIST.substring(0, middle));
            go.countDown();
            assertThat(new String(wire.readChunk(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(LIST.substring(middle));
            assertThat(wire.readChunk()).isEmpty();
            CallRecord record = gateway.record();
            assertThat(record.usage().input()).isEqualTo(11);
            assertThat(record.usage().output()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Spoken.class,
            names = {"OPENAI", "ANTHROPIC"})
    void streamsAListWhereTheClientAsksForNoEvents(Spoken provider) throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(_ ->
                                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: %d\r\n\r\n%s"
                                        .formatted(provider.stream.length(), provider.stream));
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(
                    TestGateway.post(
                            "/v1beta/models/m:streamGenerateContent", Spoken.GEMINI.request));

            Wire.Message answer = wire.read();

            assertThat(answer.field("content-type")).isEqualTo("application/json");
            assertThat(answer.text().strip()).startsWith("[{").endsWith("}]");
            assertThat(answer.text())
                    .containsSubsequence("hello", " there", "\"finishReason\":\"STOP\"");
            assertThat(gateway.record().streamed()).isTrue();
        }
    }

    @Test
    void endsABrokenListWithTheError() throws Exception {
        String begun = Spoken.OPENAI.stream.substring(0, Spoken.OPENAI.stream.indexOf(" there"));
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(
                                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
                            wire.chunk(begun);
                        });
                var gateway = Spoken.OPENAI.before(upstream);
                var wire = gateway.connect()) {
            wire.send(
                    TestGateway.post(
                            "/v1beta/models/m:streamGenerateContent", Spoken.GEMINI.request));

            String text = wire.read().text().strip();

            assertThat(text).startsWith("[{").endsWith("}]");
            assertThat(text).containsSubsequence("hello", "\"error\"", "diagnosis req_");
        }
    }

    @Test
    void takesSnakeCase() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, Spoken.OPENAI.answer));
                var gateway = Spoken.OPENAI.before(upstream);
                var wire = gateway.connect()) {
            wire.send(
                    TestGateway.post(
                            "/v1/models/m:generateContent",
                            """
                            {"contents":[{"parts":[{"text":"hi"}]}],"system_instruction":{"parts":[{"text":"be kind"}]},
                             "generation_config":{"max_output_tokens":77}}
                            """));

            assertThat(wire.read().status()).isEqualTo(200);

            assertThat(upstream.requests().getFirst().text()).contains("be kind").contains("77");
        }
    }
}
