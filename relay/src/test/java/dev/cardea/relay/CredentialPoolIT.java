package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Attempt;
import dev.cardea.model.CallRecord;
import dev.cardea.model.CredentialState;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.Dialect;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Reasons;
import dev.cardea.model.UpstreamFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Several credentials at one provider.
class CredentialPoolIT {
    private static final String GOOD =
            "{\"id\":\"c\",\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":40,\"completion_tokens\":20}}";
    private static final String REVOKED =
            "{\"error\":{\"message\":\"Incorrect API key provided: sk-live-0123456789abcdef\",\"code\":\"invalid_api_key\"}}";
    private static final String LIMITED =
            "{\"error\":{\"message\":\"Rate limit reached\",\"code\":\"rate_limit_exceeded\"}}";

    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Set<String> limited = ConcurrentHashMap.newKeySet();

    @Test
    void oneOfThreeRevokedWhileCallsRunFailsNone() throws Exception {
        try (var upstream = upstream();
                var gateway = TestGateway.to(upstream);
                var callers = Executors.newFixedThreadPool(8)) {
            gateway.pool(credential(upstream, "b", 1), credential(upstream, "c", 1));
            List<Future<List<Integer>>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int caller = i;
                running.add(callers.submit(() -> calls(gateway, caller)));
            }
            for (Future<List<Integer>> caller : running) {
                assertThat(caller.get()).hasSize(60).containsOnly(200);
            }

            assertThat(state(gateway, upstream, "b")).isEqualTo(CredentialState.FAILING);
            assertThat(state(gateway, upstream, "c")).isEqualTo(CredentialState.HEALTHY);
            List<CallRecord> records = gateway.records(480);
            assertThat(records).allMatch(it -> it.status() == 200);
            List<Attempt> failed =
                    records.stream()
                            .flatMap(it -> it.attempts().stream())
                            .filter(it -> !it.reason().isEmpty())
                            .toList();
            assertThat(failed).isNotEmpty();
            assertThat(failed)
                    .allMatch(it -> it.credential().equals("cred_b"))
                    .allMatch(it -> it.reason().equals("UPSTREAM_CREDENTIAL_INVALID"));
            var evidence =
                    gateway.watch
                            .report(credential(upstream, "b", 1))
                            .health()
                            .evidence()
                            .orElseThrow();
            assertThat(evidence.toString()).doesNotContain("sk-live-0123456789abcdef");
        }
    }

    private List<Integer> calls(TestGateway gateway, int caller) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (var client = gateway.connect()) {
            for (int i = 0; i < 60; i++) {
                if (caller == 0 && i == 10) {
                    revoked.add("b");
                }
                client.send(TestGateway.post("/v1/chat/completions", "{\"model\":\"m\"}"));
                statuses.add(client.read().status());
            }
        }
        return statuses;
    }

    @Test
    void whileAllCoolTheRefusalSaysWhyAndWhenAndTheProviderIsLeftAlone() throws Exception {
        try (var upstream = upstream();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            gateway.pool(credential(upstream, "b", 1));
            limited.addAll(Set.of("provider-secret", "b"));
            client.send(TestGateway.post("/v1/chat/completions", "{\"model\":\"m\"}"));
            assertThat(client.read().status()).isEqualTo(429);
            assertThat(upstream.requests()).hasSize(2);

            client.send(TestGateway.post("/v1/chat/completions", "{\"model\":\"m\"}"));
            Wire.Message refused = client.read();

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.text()).contains("UPSTREAM_RATE_LIMITED", "\"upstream\"");
            assertThat(Integer.parseInt(refused.field("retry-after"))).isBetween(25, 30);
            assertThat(upstream.requests()).hasSize(2);
            CallRecord record = gateway.records(2).getLast();
            assertThat(record.diagnosis().orElseThrow().upstream().get("evidence"))
                    .contains("rate_limit_exceeded");

            limited.clear();
            client.send(TestGateway.post("/v1/chat/completions", "{\"model\":\"other\"}"));
            assertThat(client.read().status()).as("a limit of one model").isEqualTo(200);
        }
    }

    @Test
    void theOperatorsLimitsAreKeptAndWeightsToo() throws Exception {
        try (var upstream = upstream();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            Provider up = up(upstream);
            gateway.pool(
                    TestGateway.credential("up", up, "a", new CredentialTerms(1, 3, 0, List.of())),
                    TestGateway.credential("b", up, "b", new CredentialTerms(1, 0, 100, List.of())),
                    TestGateway.credential(
                            "c", up, "c", new CredentialTerms(1000, 0, 0, List.of("heavy"))));
            for (int i = 0; i < 20; i++) {
                client.send(TestGateway.post("/v1/chat/completions", "{\"model\":\"heavy\"}"));
                assertThat(client.read().status()).isEqualTo(200);
            }
            assertThat(asked(upstream, "c")).isGreaterThanOrEqualTo(18);
            int answered = 0;
            Wire.Message answer;
            do {
                client.send(TestGateway.post("/v1/chat/completions", "{\"model\":\"m\"}"));
                answer = client.read();
                answered += answer.status() == 200 ? 1 : 0;
            } while (answer.status() == 200 && answered < 50);

            assertThat(answer.status()).isEqualTo(429);
            assertThat(asked(upstream, "a")).isEqualTo(3);
            assertThat(asked(upstream, "b")).isEqualTo(2);
        }
    }

    @Test
    void aCallThatCannotBeRepeatedTriesNoSuspectCredential() throws Exception {
        try (var upstream = upstream();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            gateway.pool(credential(upstream, "b", 1));
            revoked.add("b");
            gateway.watch.failed(
                    credential(upstream, "b", 1),
                    new UpstreamFault(
                            Instant.now(),
                            Reasons.of("UPSTREAM_CREDENTIAL_INVALID"),
                            true,
                            Optional.empty(),
                            401,
                            "credential-code",
                            "",
                            "",
                            "m"));
            String long2mb = "{\"model\":\"m\",\"x\":\"" + "a".repeat(2 << 20) + "\"}";
            for (int i = 0; i < 60; i++) {
                client.send(TestGateway.post("/v1/chat/completions", long2mb));
                assertThat(client.read().status()).isEqualTo(200);
            }
            assertThat(asked(upstream, "b")).isZero();
        }
    }

    @Test
    void anAnswerThatUsesUpALimitRestsTheCredential() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(_ ->
                                "HTTP/1.1 200 OK\r\nx-ratelimit-remaining-requests: 0\r\nx-ratelimit-reset-requests: 20s\r\nContent-Length: %d\r\n\r\n%s"
                                        .formatted(GOOD.length(), GOOD));
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            gateway.pool(credential(upstream, "b", 1));
            for (int status : new int[] {200, 200, 429}) {
                client.send(TestGateway.post("/v1/chat/completions", "{\"model\":\"m\"}"));
                assertThat(client.read().status()).isEqualTo(status);
            }
            assertThat(asked(upstream, "b")).isEqualTo(1);
        }
    }

    private ScriptedUpstream upstream() throws Exception {
        return ScriptedUpstream.answering(request -> {
            String secret = String.valueOf(request.field("authorization")).substring(7);
            if (revoked.contains(secret)) {
                return ScriptedUpstream.json(401, REVOKED);
            }
            return limited.contains(secret)
                    ? "HTTP/1.1 429 X\r\nRetry-After: 30\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(LIMITED.length(), LIMITED)
                    : ScriptedUpstream.json(200, GOOD);
        });
    }

    private static CredentialState state(
            TestGateway gateway, ScriptedUpstream upstream, String name) {
        return gateway.watch.report(credential(upstream, name, 1)).health().state();
    }

    private static long asked(ScriptedUpstream upstream, String secret) {
        return upstream.requests().stream()
                .filter(it -> ("Bearer " + secret).equals(it.field("authorization")))
                .count();
    }

    private static ProviderCredential credential(
            ScriptedUpstream upstream, String name, int weight) {
        return TestGateway.credential(
                name, up(upstream), name, new CredentialTerms(weight, 0, 0, List.of()));
    }

    private static Provider up(ScriptedUpstream upstream) {
        return TestGateway.provider(
                "up", Dialect.OPENAI, "http://127.0.0.1:" + upstream.port() + "/v1");
    }
}
