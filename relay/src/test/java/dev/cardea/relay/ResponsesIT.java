package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.Outcome;
import dev.cardea.model.Provider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// OpenAI Responses at providers of the same dialect, of which some know them and some don't.
@ExtendWith(LeakGuard.class)
class ResponsesIT {
    private static final String NATIVE =
            "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"model\":\"m-2026\",\"output\":[]}";

    private static String ask(boolean stream) {
        return TestGateway.post(
                "/v1/responses", "{\"model\":\"m\",\"input\":\"hi\",\"stream\":" + stream + "}");
    }

    private static String events() {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(Spoken.OPENAI.stream.length(), Spoken.OPENAI.stream);
    }

    private static Provider provider(ScriptedUpstream upstream) {
        return TestGateway.provider(
                "up", Dialect.OPENAI, "http://127.0.0.1:" + upstream.port() + "/v1");
    }

    @Test
    void passAsTheyAreWhereTheProviderKnowsThem() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, NATIVE));
                var gateway = TestGateway.with(settings -> settings, provider(upstream));
                var client = gateway.connect()) {
            client.send(ask(false));

            assertThat(client.read().text()).isEqualTo(NATIVE);
            assertThat(upstream.requests().getFirst().line())
                    .isEqualTo("POST /v1/responses HTTP/1.1");
        }
    }

    private static Provider azure(ScriptedUpstream upstream, String query) {
        return TestGateway.provider(
                        "up", Dialect.AZURE_OPENAI, "http://127.0.0.1:" + upstream.port() + query)
                .withResponses(true);
    }

    @Test
    void passAsTheyAreToAzuresOwnApi() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, NATIVE));
                var gateway = TestGateway.with(settings -> settings, azure(upstream, ""));
                var client = gateway.connect()) {
            client.send(ask(false));

            assertThat(client.read().text()).isEqualTo(NATIVE);
            assertThat(upstream.requests().getFirst().line())
                    .isEqualTo("POST /openai/v1/responses HTTP/1.1");
        }
    }

    @Test
    void goOnFromWhatAzureKeeps() throws Exception {
        String stored = NATIVE.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"resp_7\"");
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, stored));
                var gateway = TestGateway.with(settings -> settings, azure(upstream, ""));
                var client = gateway.connect()) {
            String next = "{\"model\":\"m\",\"input\":\"hi\",\"previous_response_id\":\"resp_7\"}";
            client.send(TestGateway.post("/v1/responses", next));
            assertThat(client.read().status()).as("nobody made it yet").isEqualTo(404);

            client.send(TestGateway.post("/v1/responses", "{\"model\":\"m\",\"input\":\"hi\"}"));
            assertThat(client.read().text()).contains("resp_7");
            client.send(TestGateway.post("/v1/responses", next));
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(upstream.requests().getLast().text()).contains("resp_7");
        }
    }

    @Test
    void becomeChatCompletionsAtADatedVersionOfAzures() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, Spoken.OPENAI.answer));
                var gateway =
                        TestGateway.with(
                                settings -> settings, azure(upstream, "?api-version=2024-10-21"));
                var client = gateway.connect()) {
            client.send(ask(false));

            assertThat(client.read().text()).contains("\"object\":\"response\"", "hello there");
            assertThat(upstream.requests().getFirst().line())
                    .isEqualTo(
                            "POST /openai/deployments/m/chat/completions?api-version=2024-10-21"
                                    + " HTTP/1.1");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void becomeChatCompletionsWhereItDoesNot(boolean stream) throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(_ ->
                                stream
                                        ? events()
                                        : ScriptedUpstream.json(200, Spoken.OPENAI.answer));
                var gateway =
                        TestGateway.with(
                                settings -> settings, provider(upstream).withResponses(false));
                var client = gateway.connect()) {
            client.send(ask(stream));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text())
                    .contains(
                            stream ? "event: response.completed" : "\"object\":\"response\"",
                            "hello there");
            assertThat(upstream.requests().getFirst().line())
                    .isEqualTo("POST /v1/chat/completions HTTP/1.1");
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(gateway.record().usage().input()).isEqualTo(11);
        }
    }

    @Test
    void whatOnlyStateAtTheProviderCouldAnswerIsRefusedByName() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, NATIVE));
                var gateway =
                        TestGateway.with(
                                settings -> settings, provider(upstream).withResponses(false));
                var client = gateway.connect()) {
            client.send(
                    TestGateway.post(
                            "/v1/responses",
                            "{\"model\":\"m\",\"input\":\"hi\",\"previous_response_id\":\"resp_1\"}"));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.field("x-cardea-reason")).isEqualTo("FIELD_UNSUPPORTED");
            assertThat(answer.text()).contains("previous_response_id");
            assertThat(upstream.requests()).isEmpty();
        }
    }
}
