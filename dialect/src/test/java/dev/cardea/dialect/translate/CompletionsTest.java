package dev.cardea.dialect.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Legacy Completions at a provider that knows Chat Completions.
class CompletionsTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Translation.Translated translated(String request) {
        byte[] body = utf8(request);
        return (Translation.Translated)
                Translator.of(Dialect.OPENAI, Endpoint.COMPLETIONS, Dialect.OPENAI)
                        .orElseThrow()
                        .request(body, 0, body.length, "m-1", Options.of("req1", 1_800_000_000));
    }

    @Test
    void logProbabilitiesComeInTheLegacyForm() {
        var request = translated("{\"model\":\"m\",\"prompt\":\"a\",\"logprobs\":1}");
        JsonNode asked = JSON.readTree(request.body());
        assertThat(asked.at("/logprobs").asBoolean()).isTrue();
        assertThat(asked.at("/top_logprobs").asInt()).isEqualTo(1);
        byte[] answer =
                utf8(
                        """
                        {"id":"c","model":"m","choices":[{"index":0,"finish_reason":"length",
                         "message":{"role":"assistant","content":"Hi"},
                         "logprobs":{"content":[{"token":"Hi","logprob":-0.5,"bytes":[72],
                          "top_logprobs":[{"token":"Hi","logprob":-0.5},{"token":"Yo","logprob":-2}]}]}}]}
                        """);
        JsonNode choice =
                JSON.readTree(request.answers().whole().translate(answer, 0, answer.length).body())
                        .at("/choices/0");
        assertThat(choice.at("/finish_reason").asString()).isEqualTo("length");
        assertThat(choice.at("/logprobs"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"tokens":["Hi"],"token_logprobs":[-0.5],
                                 "top_logprobs":[{"Hi":-0.5,"Yo":-2}]}
                                """));
    }

    @Test
    void theAnswerIsShortUnlessSaidOtherwise() {
        var request = translated("{\"model\":\"m\",\"prompt\":[\"a\"]}");
        assertThat(JSON.readTree(request.body()).at("/max_tokens").asInt()).isEqualTo(16);
    }
}
