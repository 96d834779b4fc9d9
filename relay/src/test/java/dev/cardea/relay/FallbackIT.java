package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Attempt;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Outcome;
import dev.cardea.model.RouteTarget;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A route's second target, of another format than the first, takes the call when the first can't.
@ExtendWith(LeakGuard.class)
class FallbackIT {
    static Stream<Arguments> all() {
        return Stream.of(Spoken.values())
                .flatMap(client ->
                        Stream.of(Spoken.values())
                                .flatMap(first ->
                                        Stream.of(Spoken.values())
                                                .filter(second -> second != first)
                                                .map(second ->
                                                        Arguments.of(client, first, second))));
    }

    private static TestGateway before(
            Spoken first, ScriptedUpstream one, Spoken second, ScriptedUpstream two) {
        TestGateway gateway =
                TestGateway.with(
                        settings -> settings,
                        TestGateway.provider("one", first.dialect, url(first, one)),
                        TestGateway.provider("two", second.dialect, url(second, two)));
        gateway.route("r", RouteTarget.of("one", "first-m"), RouteTarget.of("two", "second-m"));
        return gateway;
    }

    private static String url(Spoken spoken, ScriptedUpstream upstream) {
        return "http://127.0.0.1:" + upstream.port() + spoken.base;
    }

    private static String ask(Spoken client, boolean streamed) {
        String path = streamed ? client.streamPath : client.path;
        String body = client.request.formatted(streamed);
        return TestGateway.post(path.replace("up%2Fm", "r"), body.replace("up/m", "r"));
    }

    private static String events(String stream) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(stream.getBytes(StandardCharsets.UTF_8).length, stream);
    }

    private static void assertSecondAnswered(TestGateway gateway, Wire.Message answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("x-cardea-provider")).isEqualTo("two");
        assertThat(answer.field("x-cardea-model")).isEqualTo("second-m");
        assertThat(answer.field("x-cardea-attempts")).isEqualTo("2");
        CallRecord record = gateway.record();
        assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(record.attempts()).extracting(Attempt::provider).containsExactly("one", "two");
        assertThat(record.usage().input()).isEqualTo(11);
        assertThat(record.usage().output()).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("all")
    void whenTheFirstPutsAnErrorIntoAGoodAnswer(Spoken client, Spoken first, Spoken second)
            throws Exception {
        try (var one = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, first.overload));
                var two =
                        ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, second.answer));
                var gateway = before(first, one, second, two);
                var wire = gateway.connect()) {
            wire.send(ask(client, false));

            Wire.Message answer = wire.read();

            assertThat(answer.text()).contains(client.shown);
            assertSecondAnswered(gateway, answer);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void whenTheFirstsStreamBeginsWithAnError(Spoken client, Spoken first, Spoken second)
            throws Exception {
        String event =
                (first == Spoken.ANTHROPIC ? "event: error\n" : "") + "data: " + first.overload;
        try (var one = ScriptedUpstream.answering(_ -> events(event + "\n\n"));
                var two = ScriptedUpstream.answering(_ -> events(second.stream));
                var gateway = before(first, one, second, two);
                var wire = gateway.connect()) {
            wire.send(ask(client, true));

            Wire.Message answer = wire.read();

            assertThat(answer.text()).containsSubsequence("hello", " there", client.last);
            assertSecondAnswered(gateway, answer);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void whenTheFirstsAnswerIsCutBeforeItShowsAnything(Spoken client, Spoken first, Spoken second)
            throws Exception {
        try (var one =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(
                                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{\"id\"");
                        });
                var two =
                        ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, second.answer));
                var gateway = before(first, one, second, two);
                var wire = gateway.connect()) {
            wire.send(ask(client, false));

            Wire.Message answer = wire.read();

            assertThat(answer.text()).contains(client.shown);
            assertSecondAnswered(gateway, answer);
        }
    }

    @Test
    void whenTheFirstCantBeToldWhatTheCallSays() throws Exception {
        try (var one =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, Spoken.ANTHROPIC.answer));
                var two =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, Spoken.OPENAI.answer));
                var gateway = before(Spoken.ANTHROPIC, one, Spoken.OPENAI, two);
                var wire = gateway.connect()) {
            String body =
                    "{\"model\":\"r\",\"n\":2,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            wire.send(TestGateway.post("/v1/chat/completions", body));

            assertSecondAnswered(gateway, wire.read());

            assertThat(one.connections()).isZero();
            assertThat(two.requests().getFirst().text())
                    .isEqualTo(body.replace("\"r\"", "\"second-m\""));
        }
    }
}
