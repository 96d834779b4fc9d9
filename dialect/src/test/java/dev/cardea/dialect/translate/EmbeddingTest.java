package dev.cardea.dialect.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls for vectors, in each client's form at each provider.
class EmbeddingTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static Translation request(Endpoint endpoint, Dialect provider, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Translator.of(endpoint.dialect(), endpoint, provider)
                .orElseThrow()
                .request(bytes, 0, bytes.length, "emb-1", Options.of("req1", 1_800_000_000));
    }

    private static Translation.Translated translated(
            Endpoint endpoint, Dialect provider, String body) {
        return (Translation.Translated) request(endpoint, provider, body);
    }

    private static AnswerTranslation.Answer answer(Translation.Translated request, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return request.answers().whole().translate(bytes, 0, bytes.length);
    }

    private static JsonNode json(byte[] bytes) {
        return JSON.readTree(bytes);
    }

    private static void same(byte[] actual, String expected) {
        assertThat(json(actual)).isEqualTo(JSON.readTree(expected));
    }

    @Test
    void openAiAsksGemini() {
        var request =
                translated(
                        Endpoint.EMBEDDINGS,
                        Dialect.GEMINI,
                        """
                        {"model":"m","input":["a","b\\n"],"dimensions":3,"encoding_format":"base64",
                         "user":"u"}
                        """);
        assertThat(request.path()).isEqualTo("/v1beta/models/emb-1:batchEmbedContents");
        assertThat(request.dropped()).containsExactly("user");
        assertThat(request.stream()).isFalse();
        same(
                request.body(),
                """
                {"requests":[
                 {"model":"models/emb-1","content":{"parts":[{"text":"a"}]},"outputDimensionality":3},
                 {"model":"models/emb-1","content":{"parts":[{"text":"b\\n"}]},"outputDimensionality":3}]}
                """);
        var answer =
                answer(request, "{\"embeddings\":[{\"values\":[1,-0.5]},{\"values\":[0,0.25]}]}");
        assertThat(answer.usage().estimated()).isTrue();
        assertThat(answer.usage().input()).isPositive();
        same(
                answer.body(),
                """
                {"object":"list","data":[
                 {"object":"embedding","index":0,"embedding":"AACAPwAAAL8="},
                 {"object":"embedding","index":1,"embedding":"AAAAAAAAgD4="}],
                 "model":"emb-1","usage":{"prompt_tokens":3,"total_tokens":3}}
                """);
    }

    @Test
    void cohereIsToldWhatTheVectorsAreFor() {
        var request =
                translated(
                        Endpoint.EMBED_CONTENT,
                        Dialect.COHERE,
                        """
                        {"content":{"parts":[{"text":"a"}]},"taskType":"RETRIEVAL_QUERY",
                         "outputDimensionality":256}
                        """);
        assertThat(request.path()).isEqualTo("/v2/embed");
        same(
                request.body(),
                """
                {"model":"emb-1","input_type":"search_query","texts":["a"],
                 "embedding_types":["float"],"output_dimension":256}
                """);
        var answer =
                answer(
                        request,
                        """
                        {"id":"e","embeddings":{"float":[[1,-0.5]]},"texts":["a"],
                         "meta":{"billed_units":{"input_tokens":4}}}
                        """);
        assertThat(answer.usage().input()).isEqualTo(4);
        assertThat(answer.usage().estimated()).isFalse();
        assertThat(json(answer.body()).at("/embedding/values").toString()).isEqualTo("[1,-0.5]");
    }

    @Test
    void openAiAsksOllama() {
        var request =
                translated(
                        Endpoint.EMBEDDINGS,
                        Dialect.OLLAMA,
                        "{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"user\":\"u\"}");
        assertThat(request.path()).isEqualTo("/api/embed");
        assertThat(request.dropped()).containsExactly("user");
        same(request.body(), "{\"model\":\"emb-1\",\"input\":[\"a\",\"b\"]}");
        same(
                answer(
                                request,
                                "{\"model\":\"emb-1\",\"embeddings\":[[1],[0.5]],\"prompt_eval_count\":8}")
                        .body(),
                """
                {"object":"list","data":[
                 {"object":"embedding","index":0,"embedding":[1]},
                 {"object":"embedding","index":1,"embedding":[0.5]}],
                 "model":"emb-1","usage":{"prompt_tokens":8,"total_tokens":8}}
                """);
    }

    @Test
    void geminiAsksOpenAi() {
        var request =
                translated(
                        Endpoint.EMBED_CONTENT,
                        Dialect.OPENAI,
                        """
                        {"content":{"parts":[{"text":"a"},{"text":"b"}]},"task_type":"RETRIEVAL_QUERY",
                         "title":"t","outputDimensionality":2}
                        """);
        assertThat(request.path()).isEqualTo("/embeddings");
        assertThat(request.dropped()).containsExactly("title", "taskType");
        same(request.body(), "{\"model\":\"emb-1\",\"input\":[\"a\\nb\"],\"dimensions\":2}");
        var answer =
                answer(
                        request,
                        """
                        {"object":"list","model":"emb-1-2026","data":[
                         {"object":"embedding","index":0,"embedding":"AACAPwAAAL8="}],
                         "usage":{"prompt_tokens":5,"total_tokens":5}}
                        """);
        assertThat(answer.model()).isEqualTo("emb-1-2026");
        same(
                answer.body(),
                """
                {"embedding":{"values":[1.0,-0.5]},
                 "usageMetadata":{"promptTokenCount":5,"totalTokenCount":5}}
                """);
    }

    @Test
    void aBatchComesBackInItsOrder() {
        var request =
                translated(
                        Endpoint.BATCH_EMBED_CONTENTS,
                        Dialect.OPENAI,
                        """
                        {"requests":[{"model":"models/m","content":{"parts":[{"text":"a"}]}},
                                     {"model":"models/m","content":{"parts":[{"text":"b"}]}}]}
                        """);
        same(request.body(), "{\"model\":\"emb-1\",\"input\":[\"a\",\"b\"]}");
        var answer =
                answer(
                        request,
                        """
                        {"data":[{"index":1,"embedding":[2]},{"index":0,"embedding":[1]}],
                         "usage":{"prompt_tokens":2}}
                        """);
        assertThat(json(answer.body()).at("/embeddings"))
                .isEqualTo(JSON.readTree("[{\"values\":[1]},{\"values\":[2]}]"));
    }

    @Test
    void vertexIsAskedToPredict() {
        var request =
                translated(
                        Endpoint.EMBED_CONTENT,
                        Dialect.VERTEX,
                        """
                        {"content":{"parts":[{"text":"a"}]},"taskType":"RETRIEVAL_DOCUMENT","title":"t",
                         "outputDimensionality":2,"autoTruncate":false}
                        """);
        assertThat(request.path()).isEqualTo("/publishers/google/models/emb-1:predict");
        same(
                request.body(),
                """
                {"instances":[{"content":"a","title":"t","task_type":"RETRIEVAL_DOCUMENT"}],
                 "parameters":{"outputDimensionality":2,"autoTruncate":false}}
                """);
        var answer =
                answer(
                        request,
                        """
                        {"predictions":[{"embeddings":{"values":[0.1],
                         "statistics":{"token_count":4,"truncated":false}}}]}
                        """);
        assertThat(answer.usage().input()).isEqualTo(4);
        assertThat(json(answer.body()).at("/embedding/values/0").asDouble()).isEqualTo(0.1);
    }

    @Test
    void tokensGoWhereTheyAreUnderstood() {
        String body = "{\"model\":\"m\",\"input\":[1,2,3]}";
        same(
                translated(Endpoint.EMBEDDINGS, Dialect.AZURE_OPENAI, body).body(),
                "{\"model\":\"emb-1\",\"input\":[[1,2,3]]}");
        assertThat(request(Endpoint.EMBEDDINGS, Dialect.GEMINI, body))
                .isInstanceOfSatisfying(
                        Translation.Refused.class,
                        refused ->
                                assertThat(refused.fault().words())
                                        .containsEntry("field", "input(tokens)")
                                        .containsEntry("target", "GEMINI"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    EMBEDDINGS|{"model":"m"}
                    EMBEDDINGS|{"model":"m","input":[]}
                    EMBEDDINGS|{"model":"m","input":["a",1]}
                    EMBEDDINGS|{"model":"m","input":{}}
                    EMBEDDINGS|{"model":"m","input":"a","encoding_format":"hex"}
                    EMBED_CONTENT|{}
                    EMBED_CONTENT|{"content":{"parts":[]}}
                    BATCH_EMBED_CONTENTS|{"requests":[]}
                    BATCH_EMBED_CONTENTS|{"requests":[{"content":{"parts":[{"text":"a"}]},"taskType":"CLUSTERING"},{"content":{"parts":[{"text":"a"}]}}]}
                    """)
    void whatIsNoSuchCallIsRefused(Endpoint endpoint, String body) {
        assertThat(request(endpoint, Dialect.VERTEX, body))
                .isInstanceOfSatisfying(
                        Translation.Refused.class,
                        refused ->
                                assertThat(refused.fault().reason().code())
                                        .isEqualTo("REQUEST_MALFORMED"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"embeddings":[{"values":[1]}]}
                    {"embeddings":[{"values":[1]},{"values":["x"]}]}
                    {"embeddings":[{"values":[1]},{}]}
                    {}
                    []
                    """)
    void anAnswerWithoutTheVectorsIsNone(String body) {
        var request =
                translated(
                        Endpoint.EMBEDDINGS,
                        Dialect.GEMINI,
                        "{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"encoding_format\":\"base64\"}");
        assertThatThrownBy(() -> answer(request, body))
                .isInstanceOfSatisfying(
                        TranslationFault.class,
                        fault ->
                                assertThat(fault.fault().reason().code())
                                        .isEqualTo("UPSTREAM_INVALID_ANSWER"));
    }

    @Test
    void errorsComeInTheClientsShape() {
        var request = translated(Endpoint.EMBEDDINGS, Dialect.GEMINI, "{\"input\":\"a\"}");
        byte[] error =
                "{\"error\":{\"code\":404,\"message\":\"no such model\",\"status\":\"NOT_FOUND\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(
                        json(request.answers().error(404, error, 0, error.length).body())
                                .at("/error/message")
                                .asString())
                .isEqualTo("no such model");
    }
}
