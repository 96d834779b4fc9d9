package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Dialect;
import dev.cardea.model.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Calls in one format to a provider of another.
@ExtendWith(LeakGuard.class)
class TranslationIT {
    static Stream<Arguments> pairs() {
        return Stream.of(Spoken.values())
                .flatMap(client ->
                        Stream.of(Spoken.values())
                                .filter(provider -> provider != client)
                                .map(provider -> Arguments.of(client, provider)));
    }

    private static void assertAsked(Spoken provider, Wire.Message asked, boolean streamed) {
        switch (provider) {
            case OPENAI -> {
                assertThat(asked.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
                assertThat(asked.field("authorization")).isEqualTo("Bearer provider-secret");
                assertThat(asked.text()).contains("\"model\":\"m\"");
            }
            case ANTHROPIC -> {
                assertThat(asked.line()).isEqualTo("POST /v1/messages HTTP/1.1");
                assertThat(asked.field("x-api-key")).isEqualTo("provider-secret");
                assertThat(asked.field("anthropic-version")).isEqualTo("2023-06-01");
                assertThat(asked.text()).contains("\"model\":\"m\"", "\"max_tokens\"");
            }
            case GEMINI -> {
                assertThat(asked.line())
                        .isEqualTo(
                                streamed
                                        ? "POST /v1beta/models/m:streamGenerateContent?alt=sse HTTP/1.1"
                                        : "POST /v1beta/models/m:generateContent HTTP/1.1");
                assertThat(asked.field("x-goog-api-key")).isEqualTo("provider-secret");
            }
        }
        assertThat(asked.field("content-type")).isEqualTo("application/json");
        assertThat(asked.text()).contains("\"hi\"");
        assertThat(asked.toString()).doesNotContain(TestGateway.KEY);
    }

    private static void assertUsage(CallRecord record) {
        assertThat(record.usage().input()).isEqualTo(11);
        assertThat(record.usage().output()).isEqualTo(5);
        assertThat(record.usage().estimated()).isFalse();
        assertThat(record.modelAnswered()).isEqualTo("m-2026");
        assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void translatesWholeAnswers(Spoken client, Spoken provider) throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, provider.answer));
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(false));

            Wire.Message answer = wire.read();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("content-type")).isEqualTo("application/json");
            assertThat(answer.field("content-length")).isEqualTo("" + answer.body().length);
            assertThat(answer.field("x-request-id")).startsWith("req_");
            assertThat(answer.field("x-cardea-provider")).isEqualTo("up");
            assertThat(answer.field("x-cardea-model")).isEqualTo("m");
            assertThat(answer.field("x-cardea-attempts")).isEqualTo("1");
            assertThat(answer.fields()).doesNotContainKey("x-cardea-dropped");
            assertThat(answer.text()).contains(client.shown).contains("11");
            assertAsked(provider, upstream.requests().getFirst(), false);
            assertUsage(gateway.record());

            wire.send(client.ask(false));
            assertThat(wire.read().status()).isEqualTo(200);
            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void translatesStreams(Spoken client, Spoken provider) throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> events(provider.stream));
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(true));

            Wire.Message answer = wire.read();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("content-type")).startsWith("text/event-stream");
            assertThat(answer.text())
                    .containsSubsequence("hello", " there", client.last)
                    .doesNotContain("error");
            assertAsked(provider, upstream.requests().getFirst(), true);
            CallRecord record = gateway.record();
            assertUsage(record);
            assertThat(record.streamed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void translatesStreamsThatComeByteByByte(Spoken client, Spoken provider) throws Exception {
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(STREAM_HEAD);
                            for (String letter : provider.stream.split("")) {
                                wire.chunk(letter);
                            }
                            wire.send("0\r\n\r\n");
                            wire.read();
                        });
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(true));

            assertThat(wire.read().text()).containsSubsequence("hello", " there", client.last);

            assertUsage(gateway.record());
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void showsARefusalOfTheRequestInTheClientsFormat(Spoken client, Spoken provider)
            throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(400, provider.refusal));
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(true));

            Wire.Message answer = wire.read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.field("x-should-retry")).isEqualTo("false");
            assertThat(answer.text()).contains(client.badRequest).contains("is odd");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void showsTheProvidersTroubleAsItsOwn(Spoken client, Spoken provider) throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(401, provider.refusal));
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(false));

            Wire.Message answer = wire.read();

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("x-should-retry")).isEqualTo("false");
            assertThat(answer.text()).contains("key is fine").contains("\"upstream\"");
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void endsABrokenStreamInTheClientsErrorEvent(Spoken client, Spoken provider) throws Exception {
        String begun = provider.stream.substring(0, provider.stream.indexOf(" there"));
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(STREAM_HEAD);
                            wire.chunk(begun);
                        });
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(true));

            String text = wire.read().text();

            assertThat(text).contains("hello").doesNotContain(client.last);
            assertThat(text.substring(text.lastIndexOf("data: ")))
                    .contains("\"error\"")
                    .contains("UPSTREAM_INVALID_ANSWER");
            CallRecord record = gateway.record();
            assertThat(record.outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
            assertThat(record.usage().input()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void readsCompressedAnswers(Spoken client, Spoken provider) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(provider.stream.getBytes(StandardCharsets.UTF_8));
        }
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(
                                    """
                                    HTTP/1.1 200 OK\r
                                    Content-Type: text/event-stream\r
                                    Content-Encoding: gzip\r
                                    Content-Length: %d\r
                                    \r
                                    """
                                            .formatted(bytes.size()));
                            wire.send(bytes.toByteArray());
                            wire.read();
                        });
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(true));

            assertThat(wire.read().text()).containsSubsequence("hello", " there", client.last);

            assertUsage(gateway.record());
        }
    }

    /// A body takes twice its room when it is translated, and gives it back with the answer.
    @Test
    void whatIsMadeOfABodyCountsAgainstTheBudgetOfHeldBytes() throws Exception {
        String text = "x".repeat(60_000);
        String ask =
                TestGateway.post(
                        "/v1/chat/completions",
                        "{\"model\":\"up/m\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                                .formatted(text));
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, Spoken.ANTHROPIC.answer));
                var tight = anthropic(upstream, 100_000);
                var roomy = anthropic(upstream, 150_000);
                var refused = tight.connect();
                var answered = roomy.connect()) {
            refused.send(ask);
            Wire.Message refusal = refused.read();
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.field("x-cardea-reason")).isEqualTo("GATEWAY_OVERLOADED");

            for (int i = 0; i < 5; i++) {
                answered.send(ask);
                assertThat(answered.read().status()).isEqualTo(200);
            }
        }
    }

    private static TestGateway anthropic(ScriptedUpstream upstream, long heldBytes) {
        return TestGateway.with(
                settings -> settings.withLimits(Limits.DEFAULT.withHeldBytes(heldBytes)),
                TestGateway.provider(
                        "up", Dialect.ANTHROPIC, "http://127.0.0.1:" + upstream.port()));
    }

    @Test
    void refusesWhatTheTargetCantExpressNamingFieldAndTarget() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, Spoken.ANTHROPIC.answer));
                var gateway = Spoken.ANTHROPIC.before(upstream);
                var wire = gateway.connect()) {
            wire.send(
                    TestGateway.post(
                            "/v1/chat/completions",
                            """
                            {"model":"m","messages":[{"role":"user","content":"hi"}],"n":3}
                            """));

            Wire.Message answer = wire.read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.field("x-cardea-reason")).isEqualTo("FIELD_UNSUPPORTED");
            assertThat(answer.text()).contains("'n'").contains("ANTHROPIC");
            assertThat(upstream.connections()).isZero();
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.REFUSED);
        }
    }

    @Test
    void listsTheHintsThatItLeavesOut() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, Spoken.OPENAI.answer));
                var gateway = Spoken.OPENAI.before(upstream);
                var wire = gateway.connect()) {
            wire.send(
                    TestGateway.post(
                            "/v1/messages",
                            "anthropic-beta: context-management-2025-06-27\r\n",
                            """
                            {"model":"m","max_tokens":9,"context_management":{"edits":[]},"messages":
                            [{"role":"user","content":[{"type":"text","text":"hi","cache_control":{"type":"ephemeral"}}]}]}
                            """));

            Wire.Message answer = wire.read();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("x-cardea-dropped"))
                    .contains("cache_control", "context_management", "anthropic-beta");
            assertThat(upstream.requests().getFirst().fields())
                    .doesNotContainKeys("anthropic-beta", "anthropic-version", "x-api-key");
        }
    }

    @Test
    void answersForAThreadThatAnotherProviderHolds() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, Spoken.OPENAI.answer));
                var gateway = Spoken.OPENAI.before(upstream);
                var wire = gateway.connect()) {
            wire.send(
                    TestGateway.post(
                            "/v1/messages",
                            """
                            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"hi"}],
                             "thread":{"type":"continue","previous_message_id":"msg_1"}}
                            """));

            Wire.Message answer = wire.read();

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text()).contains("thread_not_found");
            assertThat(upstream.connections()).isZero();
        }
    }

    @Test
    void refusesABodyThatIsTooLargeToTranslate() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, Spoken.ANTHROPIC.answer));
                var gateway =
                        TestGateway.with(
                                settings ->
                                        settings.withLimits(
                                                settings.limits().withTranslatedBytes(2_000_000)),
                                TestGateway.provider(
                                        "up",
                                        Spoken.ANTHROPIC.dialect,
                                        "http://127.0.0.1:" + upstream.port()));
                var wire = gateway.connect()) {
            wire.send(chat("x".repeat(1_900_000)));
            assertThat(wire.read().status()).isEqualTo(200);
            assertThat(upstream.requests().getFirst().body().length).isGreaterThan(1_900_000);

            wire.send(chat("x".repeat(2_100_000)));
            Wire.Message answer = wire.read();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.field("x-cardea-reason")).isEqualTo("TRANSLATED_BODY_TOO_LARGE");
            assertThat(answer.text()).contains("2000000");
            assertThat(upstream.requests()).hasSize(1);
        }
    }

    @Test
    void givesBackWhatItHeld() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, Spoken.ANTHROPIC.answer));
                var gateway = Spoken.ANTHROPIC.before(upstream);
                var wire = gateway.connect()) {
            wire.send(chat("hi"));
            assertThat(wire.read().status()).isEqualTo(200);

            TestGateway.await(() -> gateway.gateway().heldBytes() == 0, "held bytes given back");
        }
    }

    private static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static String chat(String content) {
        return TestGateway.post(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                        .formatted(content));
    }

    private static String events(String stream) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(stream.getBytes(StandardCharsets.UTF_8).length, stream);
    }
}
