package dev.cardea.dialect.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Usage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/// Calls that ask how many tokens a request has.
class CountTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MESSAGES =
            """
            {"model":"m","system":"Be brief.","messages":[{"role":"user","content":"Hello, how are you?"}],
             "tools":[{"name":"now","description":"The time","input_schema":{"type":"object"}}],
             "thinking":{"type":"enabled","budget_tokens":2000}}
            """;

    private static Translation request(Endpoint endpoint, Dialect provider, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Translator.of(endpoint.dialect(), endpoint, provider)
                .orElseThrow()
                .request(bytes, 0, bytes.length, "m-1", Options.of("req1", 1_800_000_000));
    }

    private static AnswerTranslation.Answer answer(Translation request, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return ((Translation.Translated) request)
                .answers()
                .whole()
                .translate(bytes, 0, bytes.length);
    }

    private static void same(byte[] actual, String expected) {
        assertThat(JSON.readTree(actual)).isEqualTo(JSON.readTree(expected));
    }

    @Test
    void geminiCountsForAnthropicsClients() {
        var request =
                (Translation.Translated) request(Endpoint.COUNT_TOKENS, Dialect.GEMINI, MESSAGES);
        assertThat(request.path()).isEqualTo("/v1beta/models/m-1:countTokens");
        same(
                request.body(),
                """
                {"generateContentRequest":{"model":"models/m-1",
                 "systemInstruction":{"parts":[{"text":"Be brief."}]},
                 "contents":[{"role":"user","parts":[{"text":"Hello, how are you?"}]}],
                 "tools":[{"functionDeclarations":[{"name":"now","description":"The time",
                   "parametersJsonSchema":{"type":"object"}}]}]}}
                """);
        var answer = answer(request, "{\"totalTokens\":12,\"promptTokensDetails\":[]}");
        assertThat(answer.usage()).isEqualTo(Usage.NONE);
        same(answer.body(), "{\"input_tokens\":12}");
    }

    @Test
    void vertexTakesTheRequestUnwrapped() {
        var request =
                (Translation.Translated) request(Endpoint.COUNT_TOKENS, Dialect.VERTEX, MESSAGES);
        assertThat(request.path()).isEqualTo("/publishers/google/models/m-1:countTokens");
        assertThat(JSON.readTree(request.body()).has("contents")).isTrue();
    }

    @Test
    void anthropicCountsForGeminisClients() {
        String contents = "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]";
        for (String body :
                new String[] {
                    "{" + contents + "}",
                    "{\"generateContentRequest\":{\"model\":\"models/m\"," + contents + "}}",
                    "{\"generate_content_request\":{\"generation_config\":{\"seed\":1},"
                            + contents
                            + "}}"
                }) {
            var request =
                    (Translation.Translated)
                            request(Endpoint.GEMINI_COUNT_TOKENS, Dialect.ANTHROPIC, body);
            assertThat(request.path()).isEqualTo("/v1/messages/count_tokens");
            assertThat(request.headers()).containsKey("anthropic-version");
            same(
                    request.body(),
                    """
                    {"model":"m-1","messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}
                    """);
            same(answer(request, "{\"input_tokens\":9}").body(), "{\"totalTokens\":9}");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "AZURE_OPENAI", "MISTRAL"})
    void whereNobodyCountsTheAnswerIsAnEstimateAndSaysSo(Dialect provider) {
        var answered = (Translation.Answered) request(Endpoint.COUNT_TOKENS, provider, MESSAGES);
        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.headers()).containsEntry("x-cardea-estimated", "tokens");
        assertThat(JSON.readTree(answered.body()).at("/input_tokens").asInt()).isBetween(15, 45);
    }

    @Test
    void aLongerRequestIsEstimatedHigher() {
        String longer = MESSAGES.replace("Hello", "Hello ".repeat(1000));
        var answered =
                (Translation.Answered) request(Endpoint.COUNT_TOKENS, Dialect.OPENAI, longer);
        assertThat(JSON.readTree(answered.body()).at("/input_tokens").asInt()).isBetween(900, 1100);
    }

    @Test
    void whatIsNoRequestIsRefusedAndWhatIsNoCountIsNoAnswer() {
        assertThat(request(Endpoint.COUNT_TOKENS, Dialect.OPENAI, "{}"))
                .isInstanceOf(Translation.Refused.class);
        assertThat(request(Endpoint.GEMINI_COUNT_TOKENS, Dialect.ANTHROPIC, "{\"contents\":[]}"))
                .isInstanceOf(Translation.Refused.class);
        var request = request(Endpoint.COUNT_TOKENS, Dialect.GEMINI, MESSAGES);
        assertThatThrownBy(() -> answer(request, "{}")).isInstanceOf(TranslationFault.class);
    }
}
