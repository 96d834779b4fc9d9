package dev.cardea.dialect.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.ErrorClass;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestFaultsTest {
    @Test
    void promptsThatAreTooLongAreKnownInEachDialect() {
        for (String message :
                new String[] {
                    "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
                    "prompt is too long: 210000 tokens > 200000 maximum",
                    "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
                    "Please reduce the length of the messages or completion."
                }) {
            assertThat(of(400, "{\"error\":{\"message\":\"%s\"}}".formatted(message)))
                    .as(message)
                    .contains(ErrorClass.CONTEXT_TOO_LONG);
        }
        assertThat(of(400, "{\"error\":{\"message\":\"no\",\"code\":\"context_length_exceeded\"}}"))
                .contains(ErrorClass.CONTEXT_TOO_LONG);
    }

    @Test
    void refusedContentIsKnownByCodeAndByWords() {
        assertThat(of(400, "{\"error\":{\"message\":\"no\",\"code\":\"content_filter\"}}"))
                .contains(ErrorClass.CONTENT_REFUSED);
        assertThat(
                        of(
                                400,
                                "{\"error\":{\"message\":\"no\",\"code\":\"content_policy_violation\"}}"))
                .contains(ErrorClass.CONTENT_REFUSED);
        assertThat(
                        of(
                                403,
                                "{\"error\":{\"message\":\"this model requires moderation and your input was flagged\",\"code\":403}}"))
                .contains(ErrorClass.CONTENT_REFUSED);
    }

    @Test
    void whatElseIsWrongWithARequestIsNeither() {
        assertThat(
                        of(
                                400,
                                "{\"error\":{\"message\":\"Invalid value for 'temperature'\",\"code\":\"invalid_value\"}}"))
                .isEmpty();
        assertThat(of(400, "{\"error\":{\"message\":\"max_tokens is too large\"}}")).isEmpty();
    }

    private static Optional<ErrorClass> of(int status, String body) {
        Verdict verdict =
                UpstreamClassifier.standard()
                        .classify(
                                new UpstreamAnswer(
                                        "up",
                                        Dialect.OPENAI,
                                        status,
                                        Map.of("content-type", "application/json"),
                                        body.getBytes(StandardCharsets.UTF_8),
                                        Instant.EPOCH));
        assertThat(verdict).isInstanceOf(Verdict.CallerRequest.class);
        return RequestFaults.of((Verdict.CallerRequest) verdict);
    }
}
