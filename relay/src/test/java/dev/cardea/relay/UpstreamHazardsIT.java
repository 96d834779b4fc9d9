package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Dialect;
import dev.cardea.model.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Providers that break off, refuse, or don't answer, by real sockets.
@ExtendWith(LeakGuard.class)
class UpstreamHazardsIT {
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
    private static final String OK = ScriptedUpstream.json(200, "{\"model\":\"m\"}");

    @Test
    void upstreamCutBeforeTheFirstByteIsARefusalInTheDialect() throws Exception {
        try (var upstream = ScriptedUpstream.playing((wire, _) -> wire.read());
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", ASK));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.text())
                    .contains("Your key is fine")
                    .contains("\"origin\":\"upstream\"");
            CallRecord record = gateway.record();
            assertThat(record.outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
            assertThat(record.reason()).isEqualTo("UPSTREAM_INVALID_ANSWER");
            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void upstreamCutAfterTheFirstByteEndsTheStreamInTheDialectsErrorEvent() throws Exception {
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(Events.HEAD).chunk(Events.delta("a"));
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", STREAM));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text())
                    .startsWith(Events.delta("a"))
                    .contains("data: {\"error\":")
                    .contains("UPSTREAM_INVALID_ANSWER");
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
            assertThat(gateway.record().usage().estimated()).isTrue();
        }
    }

    @Test
    void upstreamCutWithinAnAnnouncedBodyCutsTheClientToo() throws Exception {
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", ASK));
            assertThat(client.readHead().field("content-length")).isEqualTo("10");

            assertThat(client.closed()).isTrue();

            assertThat(gateway.record().outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
        }
    }

    @Test
    void idleConnectionThatTheUpstreamClosedIsRetriedOnce() throws Exception {
        try (var upstream =
                        ScriptedUpstream.playing((wire, connection) -> {
                            wire.read();
                            wire.send(OK);
                            if (connection == 1) {
                                wire.read();
                                wire.reset();
                            } else {
                                wire.read();
                            }
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", ASK));
            assertThat(client.read().status()).isEqualTo(200);
            client.send(TestGateway.post("/v1/chat/completions", ASK));

            assertThat(client.read().status()).isEqualTo(200);
            assertThat(upstream.connections()).isEqualTo(2);

            // The second connection ends without an answer too, and is not tried again as fresh.
            client.send(TestGateway.post("/v1/chat/completions", ASK));
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(upstream.connections()).isEqualTo(3);
        }
    }

    @Test
    void providerThatRefusesConnectionsIsUnreachable() throws Exception {
        int deadPort;
        try (var socket = new java.net.ServerSocket(0)) {
            deadPort = socket.getLocalPort();
        }
        try (var upstream = ScriptedUpstream.answering(_ -> OK);
                var gateway =
                        TestGateway.with(
                                s -> s,
                                TestGateway.provider(
                                        "dead", Dialect.OPENAI, "http://127.0.0.1:" + deadPort));
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", ASK));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("x-cardea-reason")).isEqualTo("UPSTREAM_UNREACHABLE");
            assertThat(gateway.record().attempts()).hasSize(1);
        }
    }

    @Test
    void providersErrorIsToldAsTheProvidersWithoutItsSecrets() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(_ ->
                                ScriptedUpstream.json(
                                        401,
                                        "{\"error\":{\"message\":\"Incorrect API key provided: sk-provider-secret-123456.\",\"code\":\"invalid_api_key\"}}"));
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", ASK));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("x-should-retry")).isEqualTo("false");
            assertThat(answer.text())
                    .contains("Your key is fine")
                    .contains("\"code\":\"UPSTREAM_CREDENTIAL_INVALID\"")
                    .doesNotContain("sk-provider");
            CallRecord record = gateway.record();
            assertThat(record.status()).isEqualTo(502);
            assertThat(record.attempts().getFirst().status()).isEqualTo(401);
            assertThat(record.attempts().getFirst().reason())
                    .isEqualTo("UPSTREAM_CREDENTIAL_INVALID");
            assertThat(record.toString()).doesNotContain("sk-provider-secret");
        }
    }

    @Test
    void rateLimitKeepsItsRetryAfter() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(_ ->
                                "HTTP/1.1 429 X\r\nRetry-After: 17\r\nContent-Type: application/json\r\nContent-Length: 59\r\n\r\n{\"error\":{\"message\":\"slow\",\"code\":\"rate_limit_exceeded\"}}  ");
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", ASK));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.field("retry-after")).isEqualTo("17");
            assertThat(answer.field("x-should-retry")).isEqualTo("true");
            assertThat(answer.text()).contains("UPSTREAM_RATE_LIMITED");
        }
    }

    @Test
    void wrongRequestIsToldInTheProvidersOwnWords() throws Exception {
        String said =
                "{\"error\":{\"message\":\"'temperature' must be at most 2.\",\"type\":\"invalid_request_error\",\"param\":\"temperature\",\"code\":\"invalid_value\"}}";
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(400, said));
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", ASK));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).isEqualTo(said);
            assertThat(answer.field("x-should-retry")).isEqualTo("false");
            assertThat(gateway.record().status()).isEqualTo(400);
        }
    }

    @Test
    void asksForUsageAndHidesItHoweverTheStreamIsCut() throws Exception {
        String whole = Events.delta("he") + Events.delta("llo") + Events.USAGE + Events.DONE;
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            for (int i = 1; wire.read() != null; i++) {
                                int at = i % whole.length();
                                wire.send(Events.HEAD);
                                if (at > 0) {
                                    wire.chunk(whole.substring(0, at));
                                    GatewayIT.sleep(1);
                                }
                                wire.chunk(whole.substring(at)).send("0\r\n\r\n");
                            }
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            for (int i = 0; i < whole.length(); i++) {
                client.send(TestGateway.post("/v1/chat/completions", STREAM));
                assertThat(client.read().text())
                        .isEqualTo(Events.delta("he") + Events.delta("llo") + Events.DONE);
            }
            for (CallRecord record : gateway.records(whole.length())) {
                assertThat(record.usage().input()).isEqualTo(11);
                assertThat(record.usage().output()).isEqualTo(5);
                assertThat(record.usage().estimated()).isFalse();
            }
        }
    }

    @Test
    void providerThatThinksTooLongTimesOut() throws Exception {
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.closed();
                        });
                var gateway =
                        TestGateway.to(
                                upstream,
                                s ->
                                        s.withTimeouts(
                                                Timeouts.DEFAULT.withUpstream(
                                                        Duration.ofSeconds(1),
                                                        Duration.ofMillis(300),
                                                        Duration.ofMillis(300))));
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", ASK));

            assertThat(client.read().status()).isEqualTo(504);
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.TIMED_OUT);
        }
    }
}
