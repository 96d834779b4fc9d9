package dev.cardea.dialect.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// The status by which a client is told what a provider refused: one that its own API documents, so
/// that its SDK raises the class which applications wait for, and whether it tries again.
class ErrorStatusTest {
    private static final String TOO_LONG = "Your prompt exceeds the maximum context length";
    private static final String FILTERED = "The request was blocked by content filter";

    @ParameterizedTest
    @CsvSource({
        // provider's status, words, client: status, whether to try again
        "400, plain, openai, 400, false",
        "400, plain, anthropic, 400, false",
        "400, plain, gemini, 400, false",
        "404, plain, openai, 404, false",
        "404, plain, anthropic, 404, false",
        "404, plain, gemini, 404, false",
        "405, plain, openai, 400, false",
        "406, plain, anthropic, 400, false",
        "409, plain, openai, 409, true",
        "409, plain, anthropic, 409, true",
        "409, plain, gemini, 409, true",
        "410, plain, openai, 404, false",
        "413, plain, openai, 413, false",
        "413, plain, anthropic, 413, false",
        "413, plain, gemini, 400, false",
        "413, long, openai, 400, false",
        "413, long, anthropic, 400, false",
        "415, plain, responses, 400, false",
        "422, plain, openai, 422, false",
        "422, plain, responses, 422, false",
        "422, plain, completions, 422, false",
        "422, plain, anthropic, 400, false",
        "422, plain, gemini, 400, false",
        "422, long, openai, 400, false",
        "431, plain, openai, 400, false",
        "403, filtered, openai, 400, false",
        "403, filtered, anthropic, 400, false",
        "424, plain, openai, 500, true",
        "424, plain, anthropic, 500, true",
        "424, plain, gemini, 500, true",
        "408, plain, openai, 504, true",
        "408, plain, gemini, 504, true",
        "529, plain, openai, 503, true",
        "529, plain, anthropic, 529, true",
        "529, plain, gemini, 503, true"
    })
    void isOneThatTheClientsApiKnows(
            int status, String words, String client, int told, boolean again) {
        String message =
                switch (words) {
                    case "long" -> TOO_LONG;
                    case "filtered" -> FILTERED;
                    default -> "No";
                };
        byte[] body = "{\"message\":\"%s\"}".formatted(message).getBytes(UTF_8);

        Answers.Told error = Pairs.answers(client, "cohere").error(status, body, 0, body.length);

        assertThat(error.status()).isEqualTo(told);
        assertThat(error.passesSoon()).isEqualTo(again);
        if (client.equals("gemini")) {
            assertThat(new JsonMapper().readTree(error.body()).at("/error/code").asInt())
                    .isEqualTo(told);
        }
    }

    @ParameterizedTest
    @CsvSource({"openai, 400", "anthropic, 400", "gemini, 400"})
    void aDenyListedTokenIsRefusedContent(String client, int told) {
        byte[] body = "{\"message\":\"blocked output\"}".getBytes(UTF_8);
        Answers.Told error = Pairs.answers(client, "cohere").error(498, body, 0, body.length);
        assertThat(error.status()).isEqualTo(told);
        assertThat(error.passesSoon()).isFalse();
    }
}
