package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Calls whose body is a form with a file.
@ExtendWith(LeakGuard.class)
class FormIT {
    private static final String TYPE = "multipart/form-data; boundary=XyZ";

    private static String post(String path, String body) {
        return TestGateway.post(path, body).replace("application/json", TYPE);
    }

    private static String form(String model) {
        return """
        --XyZ
        Content-Disposition: form-data; name="file"; filename="a.wav"

        RIFF bytes
        --XyZ
        Content-Disposition: form-data; name="model"

        %s
        --XyZ--
        """
                .formatted(model)
                .replace("\n", "\r\n");
    }

    @Test
    void aRecordingReachesTheProviderOfTheModelThatTheFormNames() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                _ -> ScriptedUpstream.json(200, "{\"text\":\"hello\"}"));
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(post("/v1/audio/transcriptions", form("m")));

            assertThat(client.read().text()).isEqualTo("{\"text\":\"hello\"}");
            Wire.Message asked = upstream.requests().getFirst();
            assertThat(asked.line()).isEqualTo("POST /v1/audio/transcriptions HTTP/1.1");
            assertThat(asked.field("content-type")).isEqualTo(TYPE);
            assertThat(asked.text()).isEqualTo(form("m"));
            assertThat(gateway.record().modelAsked()).isEqualTo("m");
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.COMPLETED);
        }
    }

    @Test
    void aFormThatEndsTooEarlyReachesNobody() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, "{}"));
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            String body = form("m").replace("--XyZ--", "");
            client.send(post("/v1/images/edits", body));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("the multipart body ends too early");
            assertThat(upstream.requests()).isEmpty();
        }
    }
}
