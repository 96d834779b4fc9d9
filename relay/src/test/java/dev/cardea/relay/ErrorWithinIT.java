package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers with a good status that are none.
@ExtendWith(LeakGuard.class)
class ErrorWithinIT {
    private static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    /// Every client format with every provider's, equal ones included.
    static Stream<Arguments> all() {
        return Stream.of(Spoken.values())
                .flatMap(client ->
                        Stream.of(Spoken.values()).map(provider -> Arguments.of(client, provider)));
    }

    private static String body(String type, String text) {
        return "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(type, text.length(), text);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String chunk(Wire wire) throws IOException {
        return new String(wire.readChunk(), StandardCharsets.UTF_8);
    }

    private static void assertOverload(Wire.Message answer, TestGateway gateway) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.field("x-cardea-reason")).isEqualTo("UPSTREAM_OVERLOADED");
        assertThat(answer.field("x-should-retry")).isEqualTo("true");
        assertThat(answer.field("x-cardea-provider")).isEqualTo("up");
        CallRecord record = gateway.record();
        assertThat(record.outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
        assertThat(record.status()).isEqualTo(503);
        assertThat(record.attempts().getFirst().reason()).isEqualTo("UPSTREAM_OVERLOADED");
    }

    @ParameterizedTest
    @MethodSource("all")
    void anErrorWithAGoodStatusIsAnError(Spoken client, Spoken provider) throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, provider.overload));
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(false));

            assertOverload(wire.read(), gateway);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void anErrorAsTheFirstEventIsAnError(Spoken client, Spoken provider) throws Exception {
        String event =
                provider == Spoken.ANTHROPIC
                        ? "event: error\ndata: " + provider.overload + "\n\n"
                        : "data: " + provider.overload + "\n\n";
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(STREAM_HEAD);
                            wire.chunk(": processing\n\n");
                            wire.chunk(event);
                            wire.send("0\r\n\r\n");
                            wire.read();
                        });
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(true));

            assertOverload(wire.read(), gateway);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPageIsNoAnswer(Spoken client, Spoken provider) throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(_ ->
                                body(
                                        "text/html; charset=utf-8",
                                        "<!DOCTYPE html><html><title>Sign in</title></html>"));
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(false));

            Wire.Message answer = wire.read();

            assertThat(answer.status()).isBetween(502, 503);
            assertThat(answer.text()).doesNotContain("<html>");
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingIsNoAnswer(Spoken client, Spoken provider) throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> body("application/json", ""));
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(false));

            assertThat(wire.read().status()).isBetween(502, 503);
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aBadRequestWithinAGoodAnswerIsTheCallers(Spoken client, Spoken provider) throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, provider.refusal));
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(false));

            Wire.Message answer = wire.read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains(client.badRequest).contains("is odd");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void anErrorAfterTheFirstWordsEndsTheCallAsFailed(Spoken client, Spoken provider)
            throws Exception {
        String begun =
                provider.stream.substring(
                        0, provider.stream.indexOf("\n\n", provider.stream.indexOf("hello")) + 2);
        String event =
                provider == Spoken.ANTHROPIC
                        ? "event: error\ndata: " + provider.overload + "\n\n"
                        : "data: " + provider.overload + "\n\n";
        var go = new CountDownLatch(1);
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(STREAM_HEAD);
                            wire.chunk(begun);
                            await(go);
                            wire.chunk(event);
                            wire.send("0\r\n\r\n");
                            wire.read();
                        });
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(true));

            assertThat(wire.readHead().status()).isEqualTo(200);
            StringBuilder text = new StringBuilder(chunk(wire));
            go.countDown();
            for (String chunk = chunk(wire); !chunk.isEmpty(); chunk = chunk(wire)) {
                text.append(chunk);
            }

            assertThat(text.toString()).containsSubsequence("hello", "\"error\"");
            CallRecord record = gateway.record();
            assertThat(record.outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
            assertThat(record.reason()).isEqualTo("UPSTREAM_OVERLOADED");
            assertThat(record.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSlowBeginningIsKeptBackForASecondOnly(Spoken client, Spoken provider) throws Exception {
        var go = new CountDownLatch(1);
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(STREAM_HEAD);
                            wire.chunk(": processing\n\n");
                            await(go);
                            wire.chunk(provider.stream);
                            wire.send("0\r\n\r\n");
                            wire.read();
                        });
                var gateway = provider.before(upstream);
                var wire = gateway.connect()) {
            long began = System.nanoTime();
            wire.send(client.ask(true));

            assertThat(wire.readHead().status()).isEqualTo(200);

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(8));
            go.countDown();
            StringBuilder text = new StringBuilder();
            for (String chunk = chunk(wire); !chunk.isEmpty(); chunk = chunk(wire)) {
                text.append(chunk);
            }
            assertThat(text.toString()).containsSubsequence("hello", " there", client.last);
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.COMPLETED);
        }
    }

    @Test
    void anAnswerThatIsLostBeforeItShowsAnythingIsNoAnswer() throws Exception {
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(
                                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\"");
                        });
                var gateway = Spoken.OPENAI.before(upstream);
                var wire = gateway.connect()) {
            wire.send(Spoken.OPENAI.ask(false));

            Wire.Message answer = wire.read();

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("x-cardea-reason")).isEqualTo("UPSTREAM_INVALID_ANSWER");
        }
    }

    @Test
    void aLongAnswerIsntKeptBackToItsEnd() throws Exception {
        String answer = Spoken.OPENAI.answer.replace("hello there", "x".repeat(20_000));
        var go = new CountDownLatch(1);
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(
                                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                                            .formatted(
                                                    answer.length(), answer.substring(0, 8_000)));
                            await(go);
                            wire.send(answer.substring(8_000));
                            wire.read();
                        });
                var gateway = Spoken.OPENAI.before(upstream);
                var wire = gateway.connect()) {
            wire.send(Spoken.OPENAI.ask(false));

            Wire.Message head = wire.readHead();

            assertThat(head.status()).isEqualTo(200);
            go.countDown();
            for (int i = 0; i < answer.length(); i++) {
                assertThat((char) wire.readByte()).isEqualTo(answer.charAt(i));
            }
        }
    }
}
