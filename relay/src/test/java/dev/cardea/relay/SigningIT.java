package dev.cardea.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Providers that want each request signed, body included.
@ExtendWith(LeakGuard.class)
class SigningIT {
    /// Holds bodies of up to 100 bytes.
    private static final Limits SHORT =
            new Limits(4096, 4096, 100_000, 100_000, 100, 100_000, 1 << 20, 4096, 10);

    private static TestGateway signing(ScriptedUpstream upstream) {
        return TestGateway.with(
                settings -> settings.withLimits(SHORT),
                TestGateway.provider(
                        "signed", Dialect.OPENAI, "http://127.0.0.1:" + upstream.port() + "/v1"));
    }

    private static String signature(ScriptedUpstream upstream, String body) {
        return "signed POST 127.0.0.1:%d /v1/chat/completions?a=b %s"
                .formatted(upstream.port(), Sha256.of(body.getBytes(UTF_8)).hex());
    }

    @Test
    void theSignatureIsOfWhatIsSent() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, "{}"));
                var gateway = signing(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions?a=b", "{\"model\":\"signed/m\"}"));

            assertThat(client.read().status()).isEqualTo(200);

            Wire.Message asked = upstream.requests().getFirst();
            assertThat(asked.text()).isEqualTo("{\"model\":\"m\"}");
            assertThat(asked.field("authorization")).isEqualTo(signature(upstream, asked.text()));
        }
    }

    @Test
    void aLongBodyIsSentOnlyOnceItIsComplete() throws Exception {
        String body = "{\"model\":\"m\",\"text\":\"" + "x".repeat(5_000) + "\"}";
        String request = TestGateway.post("/v1/chat/completions?a=b", body);
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, "{}"));
                var gateway = signing(upstream);
                var client = gateway.connect()) {
            client.send(request.substring(0, request.length() - 2_000));
            GatewayIT.sleep(100);
            assertThat(upstream.connections()).isZero();
            client.send(request.substring(request.length() - 2_000));

            assertThat(client.read().status()).isEqualTo(200);

            Wire.Message asked = upstream.requests().getFirst();
            assertThat(asked.text()).isEqualTo(body);
            assertThat(asked.field("authorization")).isEqualTo(signature(upstream, body));
        }
    }
}
