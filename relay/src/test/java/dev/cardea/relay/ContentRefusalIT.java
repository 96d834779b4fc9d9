package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Dialect;
import dev.cardea.model.ErrorClass;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Outcome;
import dev.cardea.model.RouteId;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteRetry;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.RouteTimeouts;
import dev.cardea.model.Stickiness;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Providers that answer with a good status, and refuse what was asked in what they say.
@ExtendWith(LeakGuard.class)
class ContentRefusalIT {
    /// A refusal as a provider words it.
    enum Words {
        ANTHROPIC(
                Spoken.ANTHROPIC,
                """
                {"id":"msg_1","type":"message","role":"assistant","model":"m-2026","content":[],\
                "stop_reason":"refusal","stop_sequence":null,"usage":{"input_tokens":11,"output_tokens":1}}\
                """),
        ANTHROPIC_STREAM(
                Spoken.ANTHROPIC,
                """
                event: message_start
                data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m-2026","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":11,"output_tokens":1}}}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":null},"usage":{"output_tokens":1}}

                event: message_stop
                data: {"type":"message_stop"}

                """),
        OPENAI(
                Spoken.OPENAI,
                """
                {"id":"c1","object":"chat.completion","created":1,"model":"m-2026","choices":[{"index":0,\
                "message":{"role":"assistant","content":""},"finish_reason":"content_filter"}],\
                "usage":{"prompt_tokens":11,"completion_tokens":0,"total_tokens":11}}\
                """),
        OPENAI_STREAM(
                Spoken.OPENAI,
                """
                data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-2026","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

                data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-2026","choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}

                data: [DONE]

                """),
        GEMINI(
                Spoken.GEMINI,
                """
                {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":11,\
                "totalTokenCount":11},"modelVersion":"m-2026"}\
                """),
        GEMINI_STREAM(
                Spoken.GEMINI,
                """
                data: {"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":11},"modelVersion":"m-2026"}

                """);

        private final Spoken spoken;
        private final String text;

        Words(Spoken spoken, String text) {
            this.spoken = spoken;
            this.text = text;
        }

        private boolean stream() {
            return name().endsWith("STREAM");
        }

        private String answer() {
            return stream() ? events(text) : ScriptedUpstream.json(200, text);
        }

        /// A call of the route in the provider's own format.
        private String ask() {
            String path = stream() ? spoken.streamPath : spoken.path;
            return TestGateway.post(
                    path.replace("up%2Fm", "r"),
                    spoken.request.formatted(stream()).replace("up/m", "r"));
        }
    }

    private static String events(String text) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(text.length(), text);
    }

    private static ModelRoute route(List<ErrorClass> fallbackOn) {
        return new ModelRoute(
                new RouteId("route_r"),
                Optional.empty(),
                "r",
                RoutePolicy.PRIORITY,
                List.of(RouteTarget.of("first", "m"), RouteTarget.of("second", "m")),
                List.of(),
                Stickiness.NONE,
                fallbackOn,
                ModelRoute.USUAL_MAX_EJECTED,
                RouteRetry.NONE,
                RouteTimeouts.NONE,
                Lifecycle.ACTIVE,
                Optional.empty(),
                1);
    }

    private record Outcomes(Wire.Message answer, CallRecord record, int calls) {}

    /// What a caller gets of a route whose first target answers so, and whose second like this.
    private static Outcomes call(
            String ask, Spoken spoken, String first, String second, List<ErrorClass> fallbackOn)
            throws Exception {
        try (var refusing = ScriptedUpstream.answering(_ -> first);
                var other = ScriptedUpstream.answering(_ -> second);
                var gateway =
                        TestGateway.with(
                                settings -> settings,
                                TestGateway.provider(
                                        "first",
                                        spoken.dialect,
                                        "http://127.0.0.1:" + refusing.port() + spoken.base),
                                TestGateway.provider(
                                        "second",
                                        Dialect.OPENAI,
                                        "http://127.0.0.1:" + other.port() + "/v1"));
                var client = gateway.connect()) {
            gateway.route(route(fallbackOn));
            client.send(ask);
            return new Outcomes(client.read(), gateway.record(), other.requests().size());
        }
    }

    private static String good(boolean stream) {
        return stream
                ? events(Spoken.OPENAI.stream)
                : ScriptedUpstream.json(200, Spoken.OPENAI.answer);
    }

    @ParameterizedTest
    @EnumSource
    void anotherTargetIsAskedWhereTheRouteSaysSo(Words words) throws Exception {
        Outcomes got =
                call(
                        words.ask(),
                        words.spoken,
                        words.answer(),
                        good(words.stream()),
                        List.of(ErrorClass.CONTENT_REFUSED));

        assertThat(got.answer.status()).isEqualTo(200);
        assertThat(got.answer.text()).contains("hello").doesNotContain("refusal", "filter");
        assertThat(got.answer.field("x-cardea-provider")).isEqualTo("second");
        assertThat(got.record.attempts().getLast().choice())
                .startsWith("fallback after content_refused");
        assertThat(got.record.usage().output()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void theRefusalIsTheAnswerWhereTheRouteDoesNotSaySo(Words words) throws Exception {
        Outcomes got =
                call(
                        words.ask(),
                        words.spoken,
                        words.answer(),
                        good(words.stream()),
                        ErrorClass.USUAL);

        assertThat(got.answer.text()).isEqualTo(words.text);
        assertThat(got.calls).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theRefusalIsTheAnswerWhereNoOtherTargetHasOne(Words words) throws Exception {
        Outcomes got =
                call(
                        words.ask(),
                        words.spoken,
                        words.answer(),
                        ScriptedUpstream.json(503, Spoken.OPENAI.overload),
                        List.of(ErrorClass.values()));

        assertThat(got.answer.status()).isEqualTo(200);
        assertThat(got.answer.text()).isEqualTo(words.text);
        assertThat(got.calls).isOne();
        assertThat(got.record.outcome()).isEqualTo(Outcome.COMPLETED);
        // One of the streams tells no usage, so that it is estimated.
        assertThat(got.record.usage().input()).isPositive();
    }

    /// A refusal of a provider whose format no client speaks.
    enum Foreign {
        BEDROCK(
                Dialect.BEDROCK,
                """
                {"output":{"message":{"role":"assistant","content":[{"text":"Sorry, I can't talk of that."}]}},\
                "stopReason":"guardrail_intervened","usage":{"inputTokens":11,"outputTokens":0,"totalTokens":11}}\
                """),
        BEDROCK_FILTER(
                Dialect.BEDROCK,
                """
                {"output":{"message":{"role":"assistant","content":[]}},\
                "stopReason":"content_filtered","usage":{"inputTokens":11,"outputTokens":0,"totalTokens":11}}\
                """),
        COHERE(
                Dialect.COHERE,
                """
                {"id":"c1","finish_reason":"ERROR_TOXIC","message":{"role":"assistant","content":[]},\
                "usage":{"tokens":{"input_tokens":11,"output_tokens":0}}}\
                """);

        private final Dialect dialect;
        private final String text;

        Foreign(Dialect dialect, String text) {
            this.dialect = dialect;
            this.text = text;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalInAnyProvidersWordsIsKnown(Foreign words) throws Exception {
        try (var refusing =
                        ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, words.text));
                var other = ScriptedUpstream.answering(_ -> good(false));
                var gateway =
                        TestGateway.with(
                                settings -> settings,
                                TestGateway.provider(
                                        "first",
                                        words.dialect,
                                        "http://127.0.0.1:" + refusing.port()),
                                TestGateway.provider(
                                        "second",
                                        Dialect.OPENAI,
                                        "http://127.0.0.1:" + other.port() + "/v1"));
                var client = gateway.connect()) {
            gateway.route(route(List.of(ErrorClass.CONTENT_REFUSED)));
            client.send(Words.OPENAI.ask());
            assertThat(client.read().text()).contains("hello there");
            assertThat(refusing.requests()).hasSize(1);
        }
    }

    @Test
    void aRefusalInAStreamThatIsOneJsonArrayIsKnown() throws Exception {
        String refusal = "[%s\n]".formatted(Words.GEMINI.text);
        Outcomes got =
                call(
                        TestGateway.post(
                                "/v1beta/models/r:streamGenerateContent", Spoken.GEMINI.request),
                        Spoken.GEMINI,
                        ScriptedUpstream.json(200, refusal),
                        good(true),
                        List.of(ErrorClass.CONTENT_REFUSED));

        assertThat(got.answer.text()).startsWith("[").contains("hello", " there").endsWith("]");
        assertThat(got.calls).isOne();
    }

    @Test
    void whatHasBegunIsNotTakenBack() throws Exception {
        Outcomes got =
                call(
                        Words.OPENAI_STREAM.ask(),
                        Spoken.OPENAI,
                        events(Spoken.OPENAI.stream.replace("\"stop\"", "\"content_filter\"")),
                        good(true),
                        List.of(ErrorClass.CONTENT_REFUSED));

        assertThat(got.answer.text()).contains("hello", "content_filter");
        assertThat(got.calls).isZero();
    }
}
