package dev.cardea.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Dialect;
import dev.cardea.model.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What goes wrong between clients and providers, by real sockets.
@ExtendWith(LeakGuard.class)
class HazardsIT {
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
    private static final String SSE_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String OK = ScriptedUpstream.json(200, "{\"model\":\"m\"}");

    private static String delta(String text) {
        return "data: {\"model\":\"m-1\",\"choices\":[{\"delta\":{\"content\":\""
                + text
                + "\"}}]}\n\n";
    }

    private static final String USAGE =
            "data: {\"model\":\"m-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":5}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    @Test
    void clientThatLeavesMidStreamCancelsTheUpstreamAndIsSettled() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(SSE_HEAD).chunk(delta("twelve bytes"));
                            if (wire.closed()) {
                                cancelled.countDown();
                            }
                        });
                var gateway = TestGateway.to(upstream)) {
            var client = gateway.connect();
            client.send(TestGateway.post("/v1/chat/completions", STREAM));
            client.readHead();
            client.readChunk();

            client.close();

            assertThat(cancelled.await(1, TimeUnit.SECONDS)).isTrue();
            CallRecord record = gateway.record();
            assertThat(record.outcome()).isEqualTo(Outcome.CLIENT_GONE);
            assertThat(record.usage().estimated()).isTrue();
            assertThat(record.usage().output()).isEqualTo(3);
            assertThat(record.streamed()).isTrue();
            assertThat(record.modelAnswered()).isEqualTo("m-1");
        }
    }

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
                            wire.send(SSE_HEAD).chunk(delta("a"));
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", STREAM));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text())
                    .startsWith(delta("a"))
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
            assertThat(gateway.record().status()).isEqualTo(400);
        }
    }

    @Test
    void asksForUsageAndHidesItHoweverTheStreamIsCut() throws Exception {
        String whole = delta("he") + delta("llo") + USAGE + DONE;
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            for (int i = 1; wire.read() != null; i++) {
                                int at = i % whole.length();
                                wire.send(SSE_HEAD);
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
                assertThat(client.read().text()).isEqualTo(delta("he") + delta("llo") + DONE);
            }
            for (CallRecord record : gateway.records(whole.length())) {
                assertThat(record.usage().input()).isEqualTo(11);
                assertThat(record.usage().output()).isEqualTo(5);
                assertThat(record.usage().estimated()).isFalse();
            }
        }
    }

    @Test
    void bodyOf32MegabytesStreamsThrough() throws Exception {
        long[] seen = {0};
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            Wire.Message request = wire.read();
                            seen[0] = request.body().length;
                            wire.send(OK);
                            wire.read();
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            byte[] padding = new byte[(32 << 20) - 60];
            java.util.Arrays.fill(padding, (byte) 'x');
            byte[] head = "{\"model\":\"up/m\",\"stream\":false,\"pad\":\"".getBytes(UTF_8);
            client.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nx-api-key: %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(TestGateway.KEY, head.length + padding.length + 2));
            client.send(head).send(padding).send("\"}");

            assertThat(client.read().status()).isEqualTo(200);

            assertThat(seen[0]).isEqualTo(head.length + padding.length + 2 - 3);
            assertThat(gateway.record().bytesIn()).isEqualTo(head.length + padding.length + 2);
        }
    }

    @Test
    void secondModelBehindAMegabyteAbortsTheUpstream() throws Exception {
        CountDownLatch aborted = new CountDownLatch(1);
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            try {
                                wire.read();
                            } catch (java.io.IOException e) {
                                aborted.countDown();
                            }
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            String body =
                    "{\"model\":\"m\",\"pad\":\"" + "x".repeat(3 << 20) + "\",\"model\":\"n\"}";
            client.send(TestGateway.post("/v1/chat/completions", body));

            assertThat(client.read().status()).isEqualTo(400);
            assertThat(aborted.await(2, TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.record().reason()).isEqualTo("REQUEST_MALFORMED");
        }
    }

    @Test
    void bodyBeyondTheLimitIsRefused() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> OK);
                var gateway =
                        TestGateway.to(
                                upstream, s -> s.withLimits(Limits.DEFAULT.withBodyBytes(1000)));
                var client = gateway.connect()) {
            String body = "{\"model\":\"m\",\"pad\":\"" + "x".repeat(2000) + "\"}";
            client.send(TestGateway.post("/v1/chat/completions", body));

            assertThat(client.read().status()).isEqualTo(413);
            assertThat(gateway.record().reason()).isEqualTo("BODY_TOO_LARGE");
        }
    }

    @Test
    void bodiesBeyondTheBudgetStreamAndCostNoMemory() throws Exception {
        AtomicInteger served = new AtomicInteger();
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            while (wire.read() != null) {
                                served.incrementAndGet();
                                wire.send(OK);
                            }
                        });
                var gateway =
                        TestGateway.to(
                                upstream,
                                s -> s.withLimits(Limits.DEFAULT.withHeldBytes(256 << 10)))) {
            String body = "{\"model\":\"m\",\"pad\":\"" + "x".repeat(900 << 10) + "\"}";
            String request = TestGateway.post("/v1/chat/completions", body);
            List<Thread> clients = new ArrayList<>();
            AtomicInteger good = new AtomicInteger();
            for (int i = 0; i < 20; i++) {
                clients.add(
                        Thread.ofVirtual()
                                .start(() -> {
                                    try (var client = gateway.connect()) {
                                        client.send(request);
                                        if (client.read().status() == 200) {
                                            good.incrementAndGet();
                                        }
                                    } catch (java.io.IOException e) {
                                        throw new java.io.UncheckedIOException(e);
                                    }
                                }));
            }
            for (Thread client : clients) {
                client.join(Duration.ofSeconds(20));
            }
            assertThat(good).hasValue(20);
            assertThat(served).hasValue(20);
            assertThat(gateway.records(20)).allMatch(r -> r.outcome() == Outcome.COMPLETED);
            assertThat(gateway.gateway().heldBytes()).isZero();
        }
    }

    @Test
    void clientThatDoesntReadStopsTheUpstreamInsteadOfFillingMemory() throws Exception {
        AtomicInteger chunks = new AtomicInteger();
        String chunk = "data: " + "x".repeat(64 << 10) + "\n\n";
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(SSE_HEAD);
                            for (int i = 0; i < 2000; i++) {
                                wire.chunk(chunk);
                                chunks.incrementAndGet();
                            }
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", STREAM));
            client.readHead();
            int before = -1;
            while (before != chunks.get()) {
                before = chunks.get();
                GatewayIT.sleep(300);
            }
            // What is under way sits in the kernel's buffers on both sides.
            assertThat(before).isLessThan(1000);
            assertThat(client.readByte()).isPositive();
            client.close();
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.CLIENT_GONE);
        }
    }

    @Test
    void manyClientsThatLeaveAtOnceLeaveNothingBehind() throws Exception {
        int many = 1000;
        AtomicInteger open = new AtomicInteger();
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(SSE_HEAD).chunk(delta("a"));
                            open.incrementAndGet();
                            wire.closed();
                            open.decrementAndGet();
                        });
                var gateway = TestGateway.to(upstream)) {
            List<Wire> clients = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                Wire client = gateway.connect();
                client.send(TestGateway.post("/v1/chat/completions", STREAM));
                clients.add(client);
            }
            TestGateway.await(() -> open.get() == many, "all streams, found " + open);

            for (Wire client : clients) {
                client.close();
            }

            TestGateway.await(() -> open.get() == 0, "all upstream connections to end");
            assertThat(gateway.records(many))
                    .hasSize(many)
                    .allMatch(r -> r.outcome() == Outcome.CLIENT_GONE);
            TestGateway.await(() -> gateway.gateway().connections() == 0, "no connections");
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

    @Test
    void slowSenderIsCut() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> OK);
                var gateway =
                        TestGateway.to(
                                upstream,
                                s ->
                                        s.withTimeouts(
                                                Timeouts.DEFAULT.withClient(
                                                        Duration.ofMillis(400),
                                                        Duration.ofSeconds(5),
                                                        Duration.ofMillis(300))));
                var client = gateway.connect();
                var mute = gateway.connect()) {
            String request = TestGateway.post("/v1/chat/completions", ASK);
            client.send(request.substring(0, request.length() - 3));
            mute.send("POST /v1/chat");

            assertThat(client.read().status()).isEqualTo(408);
            assertThat(client.closed()).isTrue();
            assertThat(mute.read().status()).isEqualTo(408);
            assertThat(gateway.records(2)).allMatch(r -> r.reason().equals("REQUEST_TIMEOUT"));
        }
    }

    @Test
    void connectionsBeyondTheLimitAreTold() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> OK);
                var gateway =
                        TestGateway.to(
                                upstream, s -> s.withLimits(Limits.DEFAULT.withConnections(1)));
                var first = gateway.connect()) {
            first.send(TestGateway.post("/v1/chat/completions", ASK));
            assertThat(first.read().status()).isEqualTo(200);
            try (var second = gateway.connect()) {
                second.send(TestGateway.post("/v1/chat/completions", ASK));
                Wire.Message answer = second.read();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.field("x-cardea-reason")).isEqualTo("GATEWAY_OVERLOADED");
                assertThat(answer.field("retry-after")).isEqualTo("1");
                assertThat(second.closed()).isTrue();
            }
        }
    }
}
