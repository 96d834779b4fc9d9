package dev.cardea.dialect.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.dialect.classify.Verdict.CallerRequest;
import dev.cardea.dialect.classify.Verdict.ProviderTrouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UpstreamClassifierTest {
    private static final String OPENAI_INVALID =
            "{\"error\":{\"message\":\"Incorrect API key provided\",\"code\":\"invalid_api_key\"}}";
    private static final String AZURE =
            "{\"error\":{\"code\":\"401\",\"message\":\"Access denied due to invalid subscription key or wrong API endpoint.\"}}";

    static List<String> variants() {
        return Resources.read("variants.txt")
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void otherWordsNumbersAndModelsFareTheSame(String line) {
        String[] parts = line.split(" \\| ", 4);
        Verdict verdict =
                UpstreamClassifier.standard()
                        .classify(
                                Samples.answer(
                                        parts[0], Integer.parseInt(parts[1]), parts[3], Map.of()));
        assertThat(Samples.code(verdict)).as(verdict.toString()).isEqualTo(parts[2]);
    }

    @Test
    void aBodyCutAnywhereIsStillReadAsFarAsItGoes() {
        for (Samples.Sample sample : Samples.all()) {
            for (int length = 0; length < sample.body().length(); length += 7) {
                Verdict verdict = sample.withBody(sample.body().substring(0, length)).classified();
                assertThat(verdict.finding().rule()).isNotBlank();
            }
        }
    }

    @Test
    void aKeyOfAnotherVendorIsNamedAsThat() {
        assertThat(code("xai", 400, OPENAI_INVALID, Knowledge.PLAIN.withSecret("gsk_abcdef")))
                .isEqualTo("UPSTREAM_CREDENTIAL_WRONG_VENDOR");
        assertThat(code("openai", 401, OPENAI_INVALID, Knowledge.PLAIN.withSecret("sk-proj-abc")))
                .isEqualTo("UPSTREAM_CREDENTIAL_INVALID");
        assertThat(code("my-models", 401, OPENAI_INVALID, Knowledge.PLAIN.withSecret("gsk_abc")))
                .isEqualTo("UPSTREAM_CREDENTIAL_INVALID");
        assertThat(code("azure-openai", 401, AZURE, Knowledge.PLAIN.withSecret("sk-abcdef")))
                .isEqualTo("UPSTREAM_CREDENTIAL_WRONG_VENDOR");
        assertThat(
                        code(
                                "azure-openai",
                                401,
                                AZURE,
                                Knowledge.PLAIN.withSecret("0123456789abcdef0123456789abcdef")))
                .isEqualTo("UPSTREAM_WRONG_ENDPOINT");
        assertThat(code("azure-openai", 401, AZURE, Knowledge.PLAIN))
                .isEqualTo("UPSTREAM_CREDENTIAL_INVALID");
    }

    @Test
    void aRetiredModelIsNamedWhereTheCatalogueKnowsIt() {
        String body =
                "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"model: claude-2\"}}";
        Knowledge knowledge = Knowledge.PLAIN.withModel("claude-2", true);
        ProviderTrouble trouble = trouble("anthropic", 404, body, Map.of(), knowledge);
        assertThat(trouble.reason().code()).isEqualTo("UPSTREAM_MODEL_RETIRED");
        assertThat(trouble.reason().told(trouble.words()))
                .isEqualTo("The provider has retired model 'claude-2'.");
        assertThat(code("anthropic", 404, body, Knowledge.PLAIN))
                .isEqualTo("UPSTREAM_MODEL_NOT_ACCESSIBLE");
    }

    @Test
    void duringAnIncidentNothingSpeaksAgainstTheCredential() {
        ProviderTrouble calm = trouble("openai", 401, OPENAI_INVALID, Map.of(), Knowledge.PLAIN);
        assertThat(calm.marksCredential()).isTrue();
        ProviderTrouble incident =
                trouble("openai", 401, OPENAI_INVALID, Map.of(), Knowledge.PLAIN.withIncident());
        assertThat(incident.marksCredential()).isFalse();
        assertThat(incident.reason().code()).isEqualTo("UPSTREAM_OUTAGE");
        assertThat(incident.contributing()).containsExactly(calm.reason());
    }

    @Test
    void onlyCredentialAndAccountSpeakAgainstTheCredential() {
        for (String line : variants()) {
            String[] parts = line.split(" \\| ", 4);
            boolean may =
                    List.of(
                                    "CREDENTIAL_INVALID",
                                    "CREDENTIAL_EXPIRED",
                                    "CREDENTIAL_LEAKED",
                                    "SUSPENDED",
                                    "BILLING",
                                    "SPEND")
                            .stream()
                            .anyMatch(parts[2]::contains);
            Verdict verdict =
                    UpstreamClassifier.standard()
                            .classify(
                                    Samples.answer(
                                            parts[0],
                                            Integer.parseInt(parts[1]),
                                            parts[3],
                                            Map.of()));
            boolean marks = verdict instanceof ProviderTrouble t && t.marksCredential();
            assertThat(marks).as(line).isEqualTo(may);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "retry-after, 7, 7000",
        "retry-after, 1.5, 1500",
        "retry-after-ms, 250, 250",
        "retry-after, 'Sun, 22 Nov 2026 12:00:30 GMT', 30000",
        "retry-after, 'Sun, 22 Nov 2026 11:00:00 GMT', 0",
        "retry-after, 99999999, 86400000",
        "retry-after, soon, -1",
        "x-ratelimit-reset-requests, 6m0s, 360000",
        "x-ratelimit-reset-tokens, 20ms, 20",
        "x-ratelimit-reset, 1795348810000, 10000",
        "x-ratelimit-reset, 1795348810, 10000",
        "anthropic-ratelimit-tokens-reset, 2026-11-22T12:00:12Z, 12000",
    })
    void obeysWhatTheHeadersSayOfTheTimeToWait(String name, String value, long millis) {
        ProviderTrouble trouble = trouble("x", 429, "{}", Map.of(name, value), Knowledge.PLAIN);
        assertThat(trouble.retryAfter().map(Duration::toMillis).orElse(-1L)).isEqualTo(millis);
    }

    @Test
    void ofSeveralLimitsTheOneThatIsUsedUpCounts() {
        Map<String, String> headers =
                Map.of(
                        "x-ratelimit-reset-requests", "1s",
                        "x-ratelimit-remaining-requests", "50",
                        "X-RateLimit-Reset-Tokens", "9s",
                        "X-RateLimit-Remaining-Tokens", "0");
        assertThat(trouble("x", 429, "{}", headers, Knowledge.PLAIN).retryAfter())
                .contains(Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @CsvSource({
        "Please try again in 1.2s., 1200",
        "Please try again in 6m0s., 360000",
        "Please retry after 7 seconds., 7000",
        "Please retry in 19.5s, 19500",
        "Try again in 2 minutes, 120000",
        "Try again later, -1"
    })
    void readsTheTimeToWaitFromTheMessage(String message, long millis) {
        String body = "{\"error\":{\"message\":\"Rate limit. " + message + "\"}}";
        ProviderTrouble trouble = trouble("x", 429, body, Map.of(), Knowledge.PLAIN);
        assertThat(trouble.retryAfter().map(Duration::toMillis).orElse(-1L)).isEqualTo(millis);
    }

    @Test
    void readsGooglesRetryInfoAndTheTimeWhenAccessReturns() {
        Samples.Sample quota =
                Samples.all().stream()
                        .filter(s -> s.body().contains("retryDelay"))
                        .findFirst()
                        .orElseThrow();
        ProviderTrouble trouble = (ProviderTrouble) quota.classified();
        assertThat(trouble.retryAfter()).contains(Duration.ofSeconds(19));
        assertThat(trouble.reason().told(trouble.words())).contains("retry after 19 s");
        Samples.Sample spend =
                Samples.all().stream()
                        .filter(s -> s.name().equals("spend_limit"))
                        .findFirst()
                        .orElseThrow();
        ProviderTrouble limit = (ProviderTrouble) spend.classified();
        assertThat(limit.reason().told(limit.words())).contains("2026-04-01 at 00:00 UTC");
        assertThat(limit.retryAfter()).isEmpty();
    }

    @Test
    void tellsTheProvidersIdOfTheCall() {
        assertThat(
                        trouble("x", 429, "{}", Map.of("X-Request-Id", "req_1"), Knowledge.PLAIN)
                                .finding()
                                .upstreamRequestId())
                .contains("req_1");
        assertThat(
                        trouble("x", 429, "{\"request_id\":\"r2\"}", Map.of(), Knowledge.PLAIN)
                                .finding()
                                .upstreamRequestId())
                .contains("r2");
    }

    @Test
    void noSecretThatTheProviderEchoesIsInTheVerdict() {
        String secret = "a plain pass phrase";
        for (String shape :
                List.of(
                        "%s",
                        "Bearer %s",
                        "key '%s' is bad",
                        "{\"error\":{\"message\":\"%s\",\"code\":\"%s\",\"type\":\"%s\"},\"request_id\":\"%s\"}")) {
            String body = shape.replace("%s", secret);
            Verdict verdict =
                    UpstreamClassifier.standard()
                            .classify(
                                    Samples.answer("x", 401, body, Map.of("x-request-id", secret)),
                                    Knowledge.PLAIN.withSecret(secret));
            assertThat(verdict.toString()).doesNotContain(secret);
        }
        assertThat(Knowledge.PLAIN.withSecret(secret).toString()).doesNotContain(secret);
    }

    @Test
    void explainsWhichRuleMatched() {
        UpstreamClassifier.Explanation explanation =
                UpstreamClassifier.standard()
                        .explain(
                                Samples.answer("openai", 401, OPENAI_INVALID, Map.of()),
                                Knowledge.PLAIN);
        assertThat(explanation.verdict().finding().rule()).isEqualTo("credential-code");
        assertThat(explanation.line()).isPositive();
        assertThat(explanation.verdict().finding().evidence()).contains("code 'invalid_api_key'");
    }

    @Test
    void aTableOfOnesOwnDecides() {
        UpstreamClassifier own =
                UpstreamClassifier.parse(
                        """
                        # ours
                        teapot = UPSTREAM_OVERLOADED
                        status: 418
                        evidence: a teapot
                        """);
        assertThat(Samples.code(own.classify(Samples.answer("x", 418, "", Map.of()))))
                .isEqualTo("UPSTREAM_OVERLOADED");
        assertThat(Samples.code(own.classify(Samples.answer("x", 401, "", Map.of()))))
                .isEqualTo("UPSTREAM_UNCLASSIFIED");
    }

    @ParameterizedTest
    @CsvSource({
        "'a = UPSTREAM_OUTAGE\nstatus: 500', names no evidence",
        "'a = NOPE\nevidence: x', no reason has the code NOPE",
        "'a = KEY_EXPIRED\nevidence: x', isn't about an upstream",
        "'a = UPSTREAM_OUTAGE\nmessage: (\nevidence: x', line 1",
        "'a = UPSTREAM_OUTAGE\nfoo: (\nevidence: x', no condition is called 'foo'",
        "'a\nevidence: x', 'name = REASON'",
        "'a = UPSTREAM_OUTAGE\nbody: cake\nevidence: x', line 1",
        "'a = UPSTREAM_OUTAGE\nevidence: x\n\na = UPSTREAM_OUTAGE\nevidence: x', twice",
        "'a = UPSTREAM_OUTAGE\nevidence: x\n\nb = UPSTREAM_OUTAGE\ncode: y\nevidence: x', stands after"
    })
    void aTableThatCannotBeReadSaysWhere(String table, String words) {
        assertThatThrownBy(() -> UpstreamClassifier.parse(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Property(tries = 1000)
    void anyBytesGetAVerdict(@ForAll byte[] noise, @ForAll long seed) {
        Random dice = new Random(seed);
        List<Samples.Sample> samples = Samples.ALL;
        Samples.Sample sample = samples.get(dice.nextInt(samples.size()));
        StringBuilder body = new StringBuilder(sample.body());
        for (byte b : noise) {
            body.setCharAt(dice.nextInt(body.length()), (char) (b & 0xff));
        }
        int status = 200 + dice.nextInt(400);
        Verdict verdict =
                UpstreamClassifier.standard()
                        .classify(
                                Samples.answer(
                                        sample.provider(), status, body.toString(), Map.of()));
        assertThat(verdict instanceof CallerRequest || verdict instanceof ProviderTrouble).isTrue();
        assertThat(verdict.finding().message().length()).isLessThan(700);
    }

    private static String code(String provider, int status, String body, Knowledge knowledge) {
        return trouble(provider, status, body, Map.of(), knowledge).reason().code();
    }

    private static ProviderTrouble trouble(
            String provider,
            int status,
            String body,
            Map<String, String> headers,
            Knowledge knowledge) {
        return (ProviderTrouble)
                UpstreamClassifier.standard()
                        .classify(Samples.answer(provider, status, body, headers), knowledge);
    }
}
