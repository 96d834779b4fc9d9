package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Documents put in order, in either form, at a provider of either.
@ExtendWith(LeakGuard.class)
class RerankIT {
    private static final String ASK =
            "{\"model\":\"m\",\"query\":\"which?\",\"documents\":[\"one\",\"two\"],\"top_n\":1}";
    private static final String COHERE =
            "{\"id\":\"r1\",\"results\":[{\"index\":1,\"relevance_score\":0.9}],\"meta\":{\"billed_units\":{\"search_units\":1}}}";
    private static final String JINA =
            "{\"model\":\"m-2\",\"results\":[{\"index\":1,\"relevance_score\":0.9}],\"usage\":{\"total_tokens\":9}}";

    private static TestGateway before(ScriptedUpstream upstream, Dialect dialect, String base) {
        return TestGateway.with(
                settings -> settings,
                TestGateway.provider("up", dialect, "http://127.0.0.1:" + upstream.port() + base));
    }

    @Test
    void cohereServesBothForms() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, COHERE));
                var gateway = before(upstream, Dialect.COHERE, "");
                var wire = gateway.connect()) {
            wire.send(TestGateway.post("/v2/rerank", ASK));
            assertThat(wire.read().text()).isEqualTo(COHERE);
            assertThat(upstream.requests().getLast().line()).isEqualTo("POST /v2/rerank HTTP/1.1");

            wire.send(TestGateway.post("/v1/rerank", ASK));
            Wire.Message answer = wire.read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text())
                    .contains(
                            "{\"index\":1,\"relevance_score\":0.9,\"document\":{\"text\":\"two\"}}");
            assertThat(upstream.requests().getLast().line()).isEqualTo("POST /v2/rerank HTTP/1.1");
        }
    }

    @Test
    void aCompatibleServerServesBothForms() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, JINA));
                var gateway = before(upstream, Dialect.OPENAI, "/v1");
                var wire = gateway.connect()) {
            wire.send(TestGateway.post("/v1/rerank", ASK));
            assertThat(wire.read().text()).isEqualTo(JINA);
            assertThat(upstream.requests().getLast().line()).isEqualTo("POST /v1/rerank HTTP/1.1");
            assertThat(gateway.record().usage().input()).isPositive();

            wire.send(TestGateway.post("/v2/rerank", ASK));
            assertThat(wire.read().text())
                    .contains(
                            "\"results\":[{\"index\":1,\"relevance_score\":0.9}]",
                            "\"tokens\":{\"input_tokens\":9}");
            assertThat(upstream.requests().getLast().line()).isEqualTo("POST /v1/rerank HTTP/1.1");
        }
    }

    @Test
    void aRefusalOfCoheresFormHasItsMessage() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, COHERE));
                var gateway = before(upstream, Dialect.COHERE, "");
                var wire = gateway.connect()) {
            wire.send(
                    TestGateway.post("/v2/rerank", ASK)
                            .replace(TestGateway.KEY, "ck_none_of_ours"));
            Wire.Message answer = wire.read();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.field("content-type")).startsWith("application/json");
            assertThat(answer.text()).startsWith("{\"message\":\"");
        }
    }
}
