package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CredentialTerms;
import dev.cardea.model.Dialect;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Faults of the gateway itself, and not only exceptions, while it deals with a provider.
@ExtendWith(LeakGuard.class)
class GatewayFaultIT {
    /// What the provider sends before the gateway fails at it: then the connection is gone by the
    /// gateway's own doing, back in the pool, or closed by the provider.
    enum Sent {
        TOO_LONG(ScriptedUpstream.json(429, "x".repeat(100_000)), true),
        WHOLE(ScriptedUpstream.json(200, "{\"model\":"), true),
        CUT("HTTP/1.1 429 X\r\nContent-Length: 10\r\n\r\nabc", false);

        private final String text;
        private final boolean stays;

        Sent(String text, boolean stays) {
            this.text = text;
            this.stays = stays;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFaultEndsTheCallAtOnce(Sent sent) throws Exception {
        TestGateway[] breaking = new TestGateway[1];
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            breaking[0].breakClock();
                            wire.send(sent.text);
                            if (sent.stays) {
                                wire.read();
                            }
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            breaking[0] = gateway;
            gateway.pool(
                    TestGateway.credential(
                            "second",
                            TestGateway.provider("up", Dialect.OPENAI, "http://127.0.0.1/v1"),
                            "second",
                            CredentialTerms.ANY));
            client.send(
                    TestGateway.post("/v1/chat/completions", "{\"model\":\"m\",\"messages\":[]}"));

            Wire.Message refusal = client.read();

            assertThat(refusal.status()).isEqualTo(500);
            assertThat(refusal.field("x-cardea-reason")).isEqualTo("GATEWAY_BUG");
            assertThat(gateway.record().reason()).isEqualTo("GATEWAY_BUG");
        }
    }
}
