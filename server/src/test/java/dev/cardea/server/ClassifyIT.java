package dev.cardea.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `cardea providers classify` where no Cardea runs.
class ClassifyIT {
    private static final Path SAMPLES =
            Path.of(
                    "../dialect/src/test/resources/dev/cardea/dialect/classify/provider-samples.json");
    private static final String KEY = "sk-proj-Zx81Kd02LmQp47Wv93TnRb65Ye";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final InputStream stdin = System.in;
    @TempDir private Path folder;
    private Path configuration;

    @BeforeEach
    void configure() throws Exception {
        configuration = folder.resolve("cardea.yaml");
        Files.writeString(configuration, "home: " + folder.resolve("none") + "\n");
    }

    @AfterEach
    void giveBackStdin() {
        System.setIn(stdin);
    }

    @Test
    void everyRecordedAnswerGetsOneOfItsCodes() throws Exception {
        for (JsonNode sample : JSON.readTree(Files.readString(SAMPLES))) {
            List<String> words = new ArrayList<>();
            words.addAll(List.of("--provider", sample.path("provider").asString()));
            words.addAll(List.of("--status", sample.path("status").asString()));
            if (sample.path("case").asString().equals("missing_key")) {
                words.add("--no-credential");
            }
            JsonNode meaning = classify(sample.path("body").asString(), words);
            List<String> expected = new ArrayList<>();
            sample.path("expected").forEach(code -> expected.add(code.asString()));
            assertThat(meaning.path("code").asString())
                    .as("%s: %s", sample, meaning)
                    .isIn(expected);
            assertThat(meaning.path("evidence").asString()).isNotBlank();
            assertThat(meaning.path("rule").asString()).isNotBlank();
            assertThat(meaning.path("fix").asString()).isNotBlank();
            assertThat(meaning.path("family").asString()).isNotBlank();
            assertThat(meaning.path("retryable").isBoolean()).isTrue();
        }
    }

    @Test
    void errorPagesEmptyBodiesAndErrorsInSuccessesAreRecognised() throws Exception {
        assertThat(code("groq", 403, "<html><h1>Sorry, you have been blocked</h1></html>"))
                .isEqualTo("UPSTREAM_EDGE_BLOCKED");
        assertThat(code("openai", 502, "<html><title>502 Bad Gateway</title></html>"))
                .isEqualTo("UPSTREAM_OUTAGE");
        assertThat(code("openai", 503, "")).isEqualTo("UPSTREAM_OVERLOADED");
        assertThat(
                        code(
                                "openrouter",
                                200,
                                "{\"error\":{\"code\":402,\"message\":\"Insufficient credits\"}}"))
                .isEqualTo("UPSTREAM_BILLING_EXHAUSTED");
        assertThat(
                        code(
                                "anthropic",
                                200,
                                """
                                event: message_start
                                data: {"type":"message_start","message":{"id":"msg_1"}}

                                event: error
                                data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}

                                """))
                .isEqualTo("UPSTREAM_OVERLOADED");
        assertThat(code("openai", 200, "{\"id\":\"chatcmpl-1\",\"choices\":[]}"))
                .isEqualTo("NO_ERROR");
    }

    @Test
    void whatTheProviderEchoesIsNotPrinted() {
        for (String flag : List.of("--json", "--header=x-a: b")) {
            String printed =
                    print(
                            "{\"error\":{\"message\":\"Incorrect API key provided: %s.\",\"code\":\"invalid_api_key\"}}"
                                    .formatted(KEY),
                            List.of(
                                    "--provider",
                                    "openai",
                                    "--status",
                                    "401",
                                    "--header",
                                    "x-request-id: " + KEY,
                                    flag));
            assertThat(printed).contains("UPSTREAM_CREDENTIAL_INVALID").doesNotContain(KEY);
        }
    }

    @Test
    void headersTellWhenToComeAgain() throws Exception {
        JsonNode meaning =
                classify(
                        "{}",
                        List.of(
                                "--provider",
                                "openai",
                                "--status",
                                "429",
                                "--header",
                                "Retry-After: 7"));
        assertThat(meaning.path("code").asString()).isEqualTo("UPSTREAM_RATE_LIMITED");
        assertThat(meaning.path("retry_after_seconds").asInt()).isEqualTo(7);
        assertThat(meaning.path("retryable").asBoolean()).isTrue();
    }

    private String code(String provider, int status, String body) {
        JsonNode meaning =
                classify(body, List.of("--provider", provider, "--status", String.valueOf(status)));
        return meaning.path("code").asString();
    }

    private JsonNode classify(String body, List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.add("--json");
        return JSON.readTree(print(body, all));
    }

    private String print(String body, List<String> words) {
        System.setIn(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out));
        List<String> all = new ArrayList<>(List.of("providers", "classify"));
        all.addAll(List.of("--config", configuration.toString()));
        all.addAll(words);
        assertThat(line.execute(all.toArray(String[]::new))).isZero();
        return out.toString();
    }
}
