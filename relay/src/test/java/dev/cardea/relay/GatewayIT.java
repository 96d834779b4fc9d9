package dev.cardea.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Environment;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import dev.cardea.model.Outcome;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class GatewayIT {
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String COMPLETION =
            """
            {"id":"x","model":"m-2026","choices":[{"message":{"content":"hi"}}],\
            "usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}\
            """;

    private static ScriptedUpstream completing() throws Exception {
        return ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, COMPLETION));
    }

    @Test
    void forwardsWithTheProvidersCredentialAndRecordsTheCall() throws Exception {
        try (var upstream = completing();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(
                    TestGateway.post(
                            "/v1/chat/completions",
                            """
                            Cookie: a=b\r
                            X-Forwarded-For: 1.2.3.4\r
                            X-Custom: kept\r
                            Connection: keep-alive, X-Hop\r
                            X-Hop: stays here\r
                            traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r
                            X-Request-Id: mine-1\r
                            """,
                            ASK));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo(COMPLETION);
            assertThat(answer.field("x-request-id")).startsWith("req_");
            Wire.Message asked = upstream.requests().getFirst();
            assertThat(asked.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
            assertThat(asked.field("authorization")).isEqualTo("Bearer provider-secret");
            assertThat(asked.field("host")).isEqualTo("127.0.0.1:" + upstream.port());
            assertThat(asked.field("x-custom")).isEqualTo("kept");
            assertThat(asked.field("x-request-id")).isEqualTo("mine-1");
            assertThat(asked.field("traceparent")).startsWith("00-0af7");
            assertThat(asked.fields()).doesNotContainKeys("cookie", "x-forwarded-for", "x-hop");
            assertThat(asked.text()).isEqualTo(ASK);
            assertThat(asked.toString()).doesNotContain(TestGateway.KEY);
            CallRecord record = gateway.record();
            assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(record.status()).isEqualTo(200);
            assertThat(record.modelAsked()).isEqualTo("m");
            assertThat(record.modelSent()).isEqualTo("m");
            assertThat(record.modelAnswered()).isEqualTo("m-2026");
            assertThat(record.usage().input()).isEqualTo(7);
            assertThat(record.usage().output()).isEqualTo(2);
            assertThat(record.usage().estimated()).isFalse();
            assertThat(record.attempts()).hasSize(1);
            assertThat(record.key()).isEqualTo("key_tstKeyOfTests000");
            assertThat(record.firstByteMicros()).isPositive();
            assertThat(record.bytesOut()).isEqualTo(COMPLETION.length());
            assertThat(record.id()).isEqualTo(answer.field("x-request-id"));
        }
    }

    @Test
    void keepsBothConnectionsForTheNextCall() throws Exception {
        try (var upstream = completing();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            for (int i = 0; i < 5; i++) {
                client.send(TestGateway.post("/v1/chat/completions", ASK));
                assertThat(client.read().status()).isEqualTo(200);
            }

            assertThat(upstream.connections()).isEqualTo(1);
            assertThat(gateway.records(5)).hasSize(5);
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                r -> ScriptedUpstream.json(200, r.text().substring(0, 12)));
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                all.append(
                        i % 2 == 0
                                ? TestGateway.post(
                                        "/v1/chat/completions", "{\"model\":\"%02d\"}".formatted(i))
                                : "GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
            }

            client.send(all.toString());

            for (int i = 0; i < 50; i++) {
                assertThat(client.read().text())
                        .isEqualTo(i % 2 == 0 ? "{\"model\":\"%02d".formatted(i) : "/health -");
            }
            assertThat(gateway.records(50)).hasSize(50);
        }
    }

    @Test
    void rewritesOnlyTheModelsName() throws Exception {
        try (var upstream = completing();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(
                    TestGateway.post(
                            "/v1/chat/completions", "{ \"model\" : \"up\\/m\", \"seed\": 1.50}"));

            assertThat(client.read().status()).isEqualTo(200);

            assertThat(upstream.requests().getFirst().text())
                    .isEqualTo("{ \"model\" : \"m\", \"seed\": 1.50}");
            assertThat(gateway.record().modelAsked()).isEqualTo("up/m");
        }
    }

    @Test
    void sendsMessagesBelowABaseWithoutVersionAndKeepsTheQuery() throws Exception {
        try (var upstream = completing();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/messages?beta=true&key=" + TestGateway.KEY, ASK));

            assertThat(client.read().status()).isEqualTo(200);

            Wire.Message asked = upstream.requests().getFirst();
            assertThat(asked.line()).isEqualTo("POST /v1/messages?beta=true HTTP/1.1");
            assertThat(asked.field("x-api-key")).isEqualTo("provider-secret");
            assertThat(asked.fields()).doesNotContainKey("authorization");
        }
    }

    @Test
    void refusesAnUnknownKeyInTheDialectAndTellsWhy() throws Exception {
        try (var upstream = completing();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(
                    TestGateway.post("/v1/chat/completions", ASK)
                            .replace(TestGateway.KEY, "sk-not-a-key-of-ours-1234567890"));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.field("www-authenticate")).startsWith("Bearer realm=");
            assertThat(answer.field("x-should-retry")).isEqualTo("false");
            assertThat(answer.field("x-cardea-reason")).isNotBlank();
            assertThat(answer.text())
                    .contains("\"doc_url\":\"https://gateway.example/errors/")
                    .contains(answer.field("x-request-id"))
                    .doesNotContain("sk-not-a-key");
            CallRecord record = gateway.record();
            assertThat(record.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(record.status()).isEqualTo(401);
            assertThat(record.diagnosis().orElseThrow().checks()).isNotEmpty();
            assertThat(record.diagnosis().orElseThrow().call()).containsKey("fieldNames");
            assertThat(record.toString()).doesNotContain("sk-not-a-key");
            assertThat(upstream.connections()).isZero();

            client.send(TestGateway.post("/v1/chat/completions", ASK));
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    void aChangeHeardOfBehindTheSnapshotDoesntMakeARefusalUncertain() throws Exception {
        try (var upstream = completing();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            gateway.hearOfChangesBehindEachSnapshot();
            String unknown =
                    new KeyText(Environment.LIVE, KeyType.SECRET, new KeyId("key_tstSomeoneElse00"))
                            .issue(new SecureRandom());
            client.send(
                    TestGateway.post("/v1/chat/completions", ASK)
                            .replace(TestGateway.KEY, unknown));

            assertThat(client.read().status()).isEqualTo(401);
        }
    }

    @Test
    void saysThatKeysCantBeCheckedWithoutASnapshot() throws Exception {
        try (var upstream = completing();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            gateway.snapshot(null);
            client.send(TestGateway.post("/v1/chat/completions", ASK));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("retry-after")).isEqualTo("1");
            assertThat(answer.field("x-cardea-reason")).isEqualTo("GATEWAY_KEY_STORE_UNAVAILABLE");
            assertThat(gateway.record().reason()).isEqualTo("GATEWAY_KEY_STORE_UNAVAILABLE");
        }
    }

    @Test
    void findsAKeyThatWentIntoTheBody() throws Exception {
        try (var upstream = completing();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            String body = "{\"model\":\"m\",\"api_key\":\"" + TestGateway.KEY + "\"}";
            String request = TestGateway.post("/v1/chat/completions", body);
            request = request.replace("Authorization: Bearer " + TestGateway.KEY + "\r\n", "");
            int head = request.indexOf("\r\n\r\n") + 4;
            client.send(request.substring(0, head));
            Thread.sleep(20);
            client.send(request.substring(head));

            Wire.Message answer = client.read();

            assertThat(answer.field("x-cardea-reason")).isEqualTo("CREDENTIAL_IN_BODY");
            assertThat(answer.text()).doesNotContain(TestGateway.KEY);
        }
    }

    @Test
    void servesItsOwnPaths() throws Exception {
        try (var upstream = completing();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.read().text()).isEqualTo("/health -");
            client.send("HEAD /health HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.read(true).field("content-length")).isEqualTo("9");
            client.send("GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(401);
            client.send(
                    "GET /v1/models HTTP/1.1\r\nHost: x\r\nx-api-key: %s\r\n\r\n"
                            .formatted(TestGateway.KEY));
            assertThat(client.read().text()).isEqualTo("/v1/models key");
            assertThat(gateway.records(4)).hasSize(4);
        }
    }

    @Test
    void answersContinueOnlyToAnAdmittedCall() throws Exception {
        try (var upstream = completing();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            String request =
                    TestGateway.post("/v1/chat/completions", "Expect: 100-continue\r\n", ASK);
            int head = request.indexOf("\r\n\r\n") + 4;
            client.send(request.substring(0, head));
            assertThat(client.read().status()).isEqualTo(100);
            client.send(request.substring(head));
            assertThat(client.read().status()).isEqualTo(200);

            client.send(request.substring(0, head).replace(TestGateway.KEY, "wrong"));
            assertThat(client.read().status()).isEqualTo(401);
        }
    }

    @Test
    void decodesAGzippedRequest() throws Exception {
        try (var upstream = completing();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(zipped)) {
                gzip.write(ASK.getBytes(UTF_8));
            }
            client.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nx-api-key: %s\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                            .formatted(TestGateway.KEY, zipped.size()));
            for (byte b : zipped.toByteArray()) {
                client.send(new byte[] {b});
            }

            assertThat(client.read().status()).isEqualTo(200);

            assertThat(upstream.requests().getFirst().text()).isEqualTo(ASK);
            assertThat(upstream.requests().getFirst().fields())
                    .doesNotContainKey("content-encoding");

            client.send(TestGateway.post("/v1/chat/completions", "Content-Encoding: br\r\n", ASK));
            assertThat(client.read().field("x-cardea-reason")).isEqualTo("ENCODING_UNSUPPORTED");
        }
    }

    @Test
    void passesDeclaredPathsThroughWithHeadAndTrailers() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(request ->
                                request.line().startsWith("HEAD")
                                        ? "HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n"
                                        : """
                                        HTTP/1.1 200 OK\r
                                        Transfer-Encoding: chunked\r
                                        Trailer: X-Sum\r
                                        \r
                                        3\r
                                        abc\r
                                        0\r
                                        X-Sum: 1\r
                                        \r
                                        """);
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            String fields = " HTTP/1.1\r\nHost: x\r\nx-api-key: " + TestGateway.KEY + "\r\n\r\n";
            client.send("HEAD /pass/up/files/1" + fields);
            assertThat(client.read(true).field("content-length")).isEqualTo("77");
            client.send("GET /pass/up/files/1" + fields);
            Wire.Message answer = client.read();
            assertThat(answer.text()).isEqualTo("abc");
            assertThat(answer.trailers()).containsIgnoringCase("x-sum: 1");
            assertThat(upstream.requests().getLast().line()).isEqualTo("GET /v1/files/1 HTTP/1.1");
            client.send("GET /pass/up/secrets" + fields);
            assertThat(client.read().status()).isBetween(403, 404);
            client.send("GET /pass/up/files/../secrets" + fields);
            assertThat(client.read().status()).isBetween(400, 404);
            assertThat(upstream.requests()).hasSize(2);
        }
    }

    @Test
    void twoModelsInOneBodyDontPass() throws Exception {
        try (var upstream = completing();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(
                    TestGateway.post(
                            "/v1/chat/completions", "{\"model\":\"m\",\"mod\\u0065l\":\"n\"}"));

            assertThat(client.read().field("x-cardea-reason")).isEqualTo("REQUEST_MALFORMED");
            assertThat(upstream.connections()).isZero();
        }
    }

    @Test
    void illegalFramingIsRefusedOnceAndCloses() throws Exception {
        try (var upstream = completing();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(
                    TestGateway.post(
                            "/v1/chat/completions", "Transfer-Encoding: chunked\r\n", ASK));

            assertThat(client.read().status()).isEqualTo(400);

            assertThat(client.closed()).isTrue();
            assertThat(upstream.connections()).isZero();
            assertThat(gateway.record().reason()).isEqualTo("REQUEST_MALFORMED");
        }
    }

    @Test
    void drainingFinishesWhatRunsAndClosesTheRest() throws Exception {
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc");
                            sleep(300);
                            wire.send("def");
                            wire.read();
                        });
                var gateway = TestGateway.to(upstream);
                var idle = gateway.connect();
                var busy = gateway.connect()) {
            idle.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
            idle.read();
            busy.send(TestGateway.post("/v1/chat/completions", ASK));
            assertThat(busy.readHead().status()).isEqualTo(200);

            assertThat(gateway.gateway().drain(java.time.Duration.ofSeconds(5))).isTrue();

            for (char c : "abcdef".toCharArray()) {
                assertThat(busy.readByte()).isEqualTo(c);
            }
            assertThat(busy.closed()).isTrue();
            assertThat(idle.closed()).isTrue();
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
