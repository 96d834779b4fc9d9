package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What becomes of calls that aren't over when the gateway has waited for them long enough.
@ExtendWith(LeakGuard.class)
class StopIT {
    @Test
    void aStreamIsToldSoAndItsEndIsNotTheClientsDoing() throws Exception {
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(
                                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"a\":1}\n\n");
                            wire.read();
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(
                    TestGateway.post(
                            "/v1/chat/completions",
                            "{\"model\":\"m\",\"stream\":true,\"messages\":[]}"));
            assertThat(client.readHead().status()).isEqualTo(200);
            assertThat(gateway.gateway().drain(Duration.ofMillis(300))).isFalse();

            gateway.gateway().close();

            assertThat(rest(client)).contains("\"a\":1", "GATEWAY_STOPPING").endsWith("0\r\n\r\n");
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.TIMED_OUT);
            assertThat(gateway.record().reason()).isEqualTo("GATEWAY_STOPPING");
            assertThat(gateway.record().usage().estimated()).isTrue();
        }
    }

    @Test
    void aCallWithoutAnAnswerGetsARefusalThatMayBeRepeated() throws Exception {
        AtomicBoolean asked = new AtomicBoolean();
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            asked.set(true);
                            wire.read();
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(
                    TestGateway.post("/v1/chat/completions", "{\"model\":\"m\",\"messages\":[]}"));
            TestGateway.await(asked::get, "the call upstream");
            assertThat(gateway.gateway().drain(Duration.ofMillis(100))).isFalse();

            gateway.gateway().close();

            Wire.Message answer = client.read();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("x-should-retry")).isEqualTo("true");
            assertThat(answer.text()).contains("GATEWAY_STOPPING");
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.TIMED_OUT);
        }
    }

    private static String rest(Wire client) throws Exception {
        StringBuilder rest = new StringBuilder();
        for (int c = client.readByte(); c >= 0; c = client.readByte()) {
            rest.append((char) c);
        }
        return rest.toString();
    }
}
