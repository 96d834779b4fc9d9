package dev.cardea.dialect.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Calls for vectors at Bedrock, where each maker's models have a form of their own.
class BedrockEmbeddingTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TITAN = "amazon.titan-embed-text-v2:0";

    private static Translation request(Endpoint endpoint, String model, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return Translator.of(endpoint.dialect(), endpoint, Dialect.BEDROCK)
                .orElseThrow()
                .request(
                        bytes,
                        0,
                        bytes.length,
                        model,
                        Options.of("req1", 1_800_000_000).droppingUnsupported(false));
    }

    private static Translation.Translated translated(Endpoint endpoint, String model, String body) {
        return (Translation.Translated) request(endpoint, model, body);
    }

    private static AnswerTranslation.Answer answer(Translation.Translated request, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return request.answers().whole().translate(bytes, 0, bytes.length);
    }

    private static void same(byte[] actual, String expected) {
        assertThat(JSON.readTree(actual)).isEqualTo(JSON.readTree(expected));
    }

    private static String embeddings(AnswerTranslation.Answer answer) {
        return JSON.readTree(answer.body()).path("embeddings").toString();
    }

    private static String refusedField(String model, String body) {
        var refused = (Translation.Refused) request(Endpoint.EMBEDDINGS, model, body);
        assertThat(refused.fault().reason().code()).isEqualTo("FIELD_UNSUPPORTED");
        return refused.fault().words().get("field");
    }

    @Test
    void titanIsAskedForOneText() {
        var request =
                translated(
                        Endpoint.EMBEDDINGS,
                        TITAN,
                        """
                        {"model":"m","input":["a \\"b\\""],"dimensions":256,"user":"u"}
                        """);
        assertThat(request.path()).isEqualTo("/model/amazon.titan-embed-text-v2%3A0/invoke");
        assertThat(request.dropped()).containsExactly("user");
        same(request.body(), "{\"inputText\":\"a \\\"b\\\"\",\"dimensions\":256}");
        var answer =
                answer(
                        request,
                        """
                        {"embedding":[0.5,-1],"inputTextTokenCount":3,
                         "embeddingsByType":{"float":[0.5,-1]}}
                        """);
        assertThat(answer.usage().input()).isEqualTo(3);
        same(
                answer.body(),
                """
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-1]}],
                 "model":"amazon.titan-embed-text-v2:0",
                 "usage":{"prompt_tokens":3,"total_tokens":3}}
                """);
    }

    @Test
    void whatTitanCannotDoIsRefusedByName() {
        assertThat(refusedField(TITAN, "{\"input\":[\"a\",\"b\"]}")).isEqualTo("input(several)");
        assertThat(refusedField(TITAN, "{\"input\":[1,2]}")).isEqualTo("input(tokens)");
        assertThat(
                        refusedField(
                                "amazon.titan-embed-text-v1",
                                "{\"input\":\"a\",\"dimensions\":256}"))
                .isEqualTo("dimensions");
    }

    @Test
    void aModelOfNoKnownFormIsRefused() {
        assertThat(refusedField("maker.embed-v1:0", "{\"input\":\"a\"}")).isEqualTo("model");
    }

    @Test
    void coheresModelsAreToldWhatTheVectorsAreFor() {
        String body =
                """
                {"requests":[
                 {"content":{"parts":[{"text":"a"}]},"taskType":"RETRIEVAL_QUERY"},
                 {"content":{"parts":[{"text":"b"}]},"taskType":"RETRIEVAL_QUERY"}]}
                """;
        var request = translated(Endpoint.BATCH_EMBED_CONTENTS, "us.cohere.embed-v4:0", body);
        assertThat(request.path()).isEqualTo("/model/us.cohere.embed-v4%3A0/invoke");
        same(
                request.body(),
                """
                {"input_type":"search_query","texts":["a","b"],"embedding_types":["float"]}
                """);
        var answer =
                answer(
                        request,
                        """
                        {"id":"i","texts":["a","b"],"embeddings":{"float":[[1,2],[3,4]]},
                         "response_type":"embeddings_by_type"}
                        """);
        assertThat(answer.usage().estimated()).isTrue();
        assertThat(embeddings(answer)).isEqualTo("[{\"values\":[1,2]},{\"values\":[3,4]}]");
        var third = translated(Endpoint.BATCH_EMBED_CONTENTS, "cohere.embed-english-v3", body);
        assertThat(
                        embeddings(
                                answer(
                                        third,
                                        """
                                        {"embeddings":[[1],[2]],"response_type":"embeddings_floats"}
                                        """)))
                .isEqualTo("[{\"values\":[1]},{\"values\":[2]}]");
    }

    @Test
    void onlyTheFourthEmbedHasSizes() {
        String body = "{\"input\":\"a\",\"dimensions\":512}";
        assertThat(refusedField("cohere.embed-multilingual-v3", body)).isEqualTo("dimensions");
        same(
                translated(Endpoint.EMBEDDINGS, "cohere.embed-v4:0", body).body(),
                """
                {"input_type":"search_document","texts":["a"],"embedding_types":["float"],
                 "output_dimension":512}
                """);
    }
}
