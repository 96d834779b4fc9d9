package dev.cardea.dialect.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Documents put in order, in each client's form at each provider.
class RerankTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String JINA =
            """
            {"model":"m","query":"q \\"x\\"","documents":["a",{"text":"b"},"c"],"top_n":2}
            """;
    private static final String COHERE =
            """
            {"model":"m","query":"q","documents":["a","b"],"max_tokens_per_doc":100,"priority":1}
            """;

    private static Translation request(Endpoint endpoint, Dialect provider, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return Translator.of(endpoint.dialect(), endpoint, provider)
                .orElseThrow()
                .request(bytes, 0, bytes.length, "rank-1", Options.of("req1", 1_800_000_000));
    }

    private static Translation.Translated translated(
            Endpoint endpoint, Dialect provider, String body) {
        return (Translation.Translated) request(endpoint, provider, body);
    }

    private static AnswerTranslation.Answer answer(Translation.Translated request, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return request.answers().whole().translate(bytes, 0, bytes.length);
    }

    private static void same(byte[] actual, String expected) {
        assertThat(JSON.readTree(actual)).isEqualTo(JSON.readTree(expected));
    }

    @Test
    void jinasFormReachesCohere() {
        var request = translated(Endpoint.RERANK, Dialect.COHERE, JINA);
        assertThat(request.path()).isEqualTo("/v2/rerank");
        assertThat(request.dropped()).isEmpty();
        same(
                request.body(),
                """
                {"model":"rank-1","query":"q \\"x\\"","documents":["a","b","c"],"top_n":2}
                """);
        var answer =
                answer(
                        request,
                        """
                        {"id":"r1","results":[{"index":2,"relevance_score":0.98},
                         {"index":1,"relevance_score":1e-3}],
                         "meta":{"api_version":{"version":"2"},"billed_units":{"search_units":1}}}
                        """);
        assertThat(answer.usage().estimated()).isTrue();
        long tokens = answer.usage().input();
        assertThat(tokens).isPositive();
        same(
                answer.body(),
                """
                {"object":"list","id":"r1","model":"rank-1","results":[
                 {"index":2,"relevance_score":0.98,"document":{"text":"c"}},
                 {"index":1,"relevance_score":1e-3,"document":{"text":"b"}}],
                 "usage":{"prompt_tokens":%d,"total_tokens":%d}}
                """
                        .formatted(tokens, tokens));
    }

    @Test
    void cohereCountsTokensInSomeAnswers() {
        var answer =
                answer(
                        translated(Endpoint.RERANK, Dialect.COHERE, JINA),
                        "{\"results\":[],\"meta\":{\"tokens\":{\"input_tokens\":41}}}");
        assertThat(answer.usage().input()).isEqualTo(41);
        assertThat(answer.usage().estimated()).isFalse();
    }

    @Test
    void coheresFormReachesCompatibleServers() {
        var request = translated(Endpoint.COHERE_RERANK, Dialect.OPENAI, COHERE);
        assertThat(request.path()).isEqualTo("/rerank");
        assertThat(request.dropped()).containsExactly("priority", "max_tokens_per_doc");
        same(
                request.body(),
                """
                {"model":"rank-1","query":"q","documents":["a","b"],"return_documents":false}
                """);
        var answer =
                answer(
                        request,
                        """
                        {"model":"bge","object":"list","usage":{"total_tokens":12},"results":[
                         {"index":1,"relevance_score":0.5,"document":{"text":"b"}}]}
                        """);
        assertThat(answer.model()).isEqualTo("bge");
        assertThat(answer.usage().input()).isEqualTo(12);
        same(
                answer.body(),
                """
                {"id":"req1","results":[{"index":1,"relevance_score":0.5}],
                 "meta":{"api_version":{"version":"2"},"tokens":{"input_tokens":12}}}
                """);
    }

    @Test
    void textsComeBackAsTheClientWants() {
        String none = JINA.replace("\"top_n\":2", "\"return_documents\":false");
        var answer =
                answer(
                        translated(Endpoint.RERANK, Dialect.COHERE, none),
                        "{\"results\":[{\"index\":0,\"relevance_score\":1}]}");
        assertThat(JSON.readTree(answer.body()).at("/results/0").has("document")).isFalse();
    }

    @Test
    void whatIsNoTextIsRefusedByName() {
        var refused =
                (Translation.Refused)
                        request(
                                Endpoint.RERANK,
                                Dialect.COHERE,
                                "{\"query\":\"q\",\"documents\":[{\"image\":\"https://a.example/i\"}]}");
        assertThat(refused.fault().reason().code()).isEqualTo("FIELD_UNSUPPORTED");
        assertThat(refused.fault().words()).containsEntry("field", "documents.image");
        var empty =
                (Translation.Refused)
                        request(
                                Endpoint.RERANK,
                                Dialect.COHERE,
                                "{\"query\":\"q\",\"documents\":[]}");
        assertThat(empty.fault().reason().code()).isEqualTo("REQUEST_MALFORMED");
    }

    @Test
    void aDocumentThatWasNotSentIsNoAnswer() {
        var request = translated(Endpoint.RERANK, Dialect.COHERE, JINA);
        for (String body :
                new String[] {
                    "{\"results\":[{\"index\":3,\"relevance_score\":1}]}",
                    "{\"results\":[{\"index\":1}]}",
                    "{}"
                }) {
            assertThatThrownBy(() -> answer(request, body))
                    .as(body)
                    .isInstanceOf(TranslationFault.class);
        }
    }

    @Test
    void errorsComeInTheClientsForm() {
        byte[] error = "{\"message\":\"too many documents\"}".getBytes(UTF_8);
        same(
                translated(Endpoint.RERANK, Dialect.COHERE, JINA)
                        .answers()
                        .error(400, error, 0, error.length)
                        .body(),
                """
                {"error":{"message":"too many documents","type":"invalid_request_error",
                 "param":null,"code":null}}
                """);
        same(
                translated(Endpoint.COHERE_RERANK, Dialect.OPENAI, COHERE)
                        .answers()
                        .error(400, error, 0, error.length)
                        .body(),
                "{\"message\":\"too many documents\"}");
    }
}
