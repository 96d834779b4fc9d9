package dev.cardea.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Images and audio at Azure OpenAI, which takes OpenAI's own bodies below paths of its own.
@ExtendWith(LeakGuard.class)
class AzureIT {
    private static final String FORM =
            """
            --XyZ
            Content-Disposition: form-data; name="file"; filename="a.wav"

            RIFF bytes
            --XyZ
            Content-Disposition: form-data; name="model"

            azure/our whisper
            --XyZ--
            """
                    .replace("\n", "\r\n");

    private static TestGateway to(ScriptedUpstream upstream, String query) {
        return TestGateway.with(
                settings -> settings,
                TestGateway.provider(
                        "azure",
                        Dialect.AZURE_OPENAI,
                        "http://127.0.0.1:" + upstream.port() + query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"images/generations", "images/edits", "audio/speech"})
    void jsonGoesToTheDeployment(String operation) throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, "{\"data\":[]}"));
                var gateway = to(upstream, "?api-version=2025-04-01-preview");
                var client = gateway.connect()) {
            client.send(
                    TestGateway.post(
                            "/v1/" + operation, "{\"model\":\"azure/draw 1\",\"prompt\":\"a\"}"));

            assertThat(client.read().text()).isEqualTo("{\"data\":[]}");
            Wire.Message asked = upstream.requests().getFirst();
            assertThat(asked.line())
                    .isEqualTo(
                            "POST /openai/deployments/draw%201/"
                                    + operation
                                    + "?api-version=2025-04-01-preview HTTP/1.1");
            assertThat(asked.text()).isEqualTo("{\"model\":\"draw 1\",\"prompt\":\"a\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio/transcriptions", "audio/translations"})
    void formsGoToTheV1Api(String operation) throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, "{\"text\":\"hello\"}"));
                var gateway = to(upstream, "");
                var client = gateway.connect()) {
            client.send(
                    TestGateway.post("/v1/" + operation + "?language=en", FORM)
                            .replace("application/json", "multipart/form-data; boundary=XyZ"));

            assertThat(client.read().text()).isEqualTo("{\"text\":\"hello\"}");
            Wire.Message asked = upstream.requests().getFirst();
            assertThat(asked.line())
                    .isEqualTo("POST /openai/v1/" + operation + "?language=en HTTP/1.1");
            assertThat(asked.text()).isEqualTo(FORM.replace("azure/", ""));
        }
    }

    @Test
    void aQueryOfTheClientsFollowsTheVersion() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, "{}"));
                var gateway = to(upstream, "?api-version=2024-10-21");
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/audio/speech?a=1", "{\"model\":\"azure/tts\"}"));

            assertThat(client.read().status()).isEqualTo(200);
            assertThat(upstream.requests().getFirst().line())
                    .isEqualTo(
                            "POST /openai/deployments/tts/audio/speech?api-version=2024-10-21&a=1 HTTP/1.1");
        }
    }

    @Test
    void soundsPassByteForByte() throws Exception {
        String sound =
                "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 4\r\n\r\nID3!";
        try (var upstream = ScriptedUpstream.answering(_ -> sound);
                var gateway = to(upstream, "");
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/audio/speech", "{\"model\":\"azure/tts\"}"));

            Wire.Message answer = client.read();
            assertThat(answer.body()).isEqualTo("ID3!".getBytes(UTF_8));
            assertThat(answer.field("content-type")).isEqualTo("audio/mpeg");
        }
    }

    @Test
    void whatAzureHasNotIsRefusedHere() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, "{}"));
                var gateway = to(upstream, "");
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/moderations", "{\"model\":\"azure/m\"}"));

            assertThat(client.read().status()).isEqualTo(500);
            assertThat(upstream.requests()).isEmpty();
        }
    }
}
