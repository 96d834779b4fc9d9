package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.Grants;
import dev.cardea.model.Provider;
import dev.cardea.model.RouteTarget;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Batches: each request in them is decided like a call of its own, and what comes of them belongs to the
/// organization that brought them.
@ExtendWith(LeakGuard.class)
class KeptBatchesIT {
    private static final String ANTHROPIC = "anthropic-version: 2023-06-01\r\n";
    private static final String LINE =
            "{\"custom_id\":\"%d\",\"method\":\"POST\",\"url\":\"%s\",\"body\":{\"model\":\"%s\",\"messages\":[]}}\n";

    private final AtomicInteger made = new AtomicInteger();
    private final List<String> complete = new CopyOnWriteArrayList<>();
    private ScriptedUpstream upstream;
    private ScriptedUpstream second;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = ScriptedUpstream.playing(this::serve);
        second = ScriptedUpstream.playing(this::serve);
        gateway =
                TestGateway.with(
                        settings -> settings,
                        at("up", Dialect.OPENAI, upstream),
                        at("anthro", Dialect.ANTHROPIC, second));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
        second.close();
    }

    private static Provider at(String name, Dialect dialect, ScriptedUpstream upstream) {
        String base = "http://127.0.0.1:" + upstream.port();
        return TestGateway.provider(name, dialect, dialect == Dialect.OPENAI ? base + "/v1" : base);
    }

    /// Takes calls with the provider's credential only, and notes those that came as a whole.
    private void serve(Wire wire, int connection) throws IOException {
        for (var request = wire.read(); request != null; request = wire.read()) {
            boolean known =
                    "Bearer provider-secret".equals(request.field("authorization"))
                            || "provider-secret".equals(request.field("x-api-key"));
            complete.add(request.line().replace(" HTTP/1.1", ""));
            wire.send(known ? answer(request.line()) : ScriptedUpstream.json(401, "{}"));
        }
    }

    private String answer(String line) {
        String target = line.split(" ")[1];
        if (target.endsWith("/content") || target.endsWith("/results")) {
            return "HTTP/1.1 200 OK\r\nContent-Type: application/x-jsonl\r\nContent-Length: 3\r\n\r\n{}\n";
        }
        String id = target.replaceAll(".*/(file|batch)[^/]*/?", "");
        if (target.startsWith("/v1/messages/batches")) {
            return ScriptedUpstream.json(
                    200,
                    "{\"id\":\"msgbatch_1\",\"processing_status\":\"ended\",\"results_url\":\"https://api.anthropic.com/v1/messages/batches/msgbatch_1/results\"}");
        }
        if (target.startsWith("/v1/batches")) {
            return ScriptedUpstream.json(
                    200,
                    "{\"id\":\"batch_1\",\"object\":\"batch\",\"errors\":null,\"output_file_id\":%s}"
                            .formatted(line.startsWith("GET") ? "\"file-out\"" : "null"));
        }
        return ScriptedUpstream.json(
                200, "{\"id\":\"file-%d%s\"}".formatted(made.incrementAndGet(), id));
    }

    private Wire.Message send(String key, String method, String path, String fields)
            throws Exception {
        try (var client = gateway.connect()) {
            client.send(
                    "%s %s HTTP/1.1\r\nHost: gateway.example\r\nAuthorization: Bearer %s\r\n%s\r\n"
                            .formatted(method, path, key, fields));
            return client.read();
        }
    }

    private Wire.Message get(String key, String path) throws Exception {
        return send(key, "GET", path, "");
    }

    private Wire.Message post(String key, String path, String fields, String body)
            throws Exception {
        try (var client = gateway.connect()) {
            client.send(TestGateway.post(path, fields, body).replace(TestGateway.KEY, key));
            return client.read();
        }
    }

    private Wire.Message upload(String key, String lines) throws Exception {
        return uploadForm(key, form(lines));
    }

    /// With the purpose last, as some SDKs have it.
    private static String form(String lines) {
        return "--XyZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.jsonl\"\r\n\r\n%s\r\n--XyZ\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--XyZ--\r\n"
                .formatted(lines);
    }

    private Wire.Message uploadForm(String key, String form) throws Exception {
        try (var client = gateway.connect()) {
            client.send(
                    TestGateway.post("/v1/files", form)
                            .replace("application/json", "multipart/form-data; boundary=XyZ")
                            .replace(TestGateway.KEY, key));
            return client.read();
        }
    }

    private static String lines(String... models) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < models.length; i++) {
            lines.append(LINE.formatted(i, "/v1/chat/completions", models[i]));
        }
        return lines.toString();
    }

    private Wire.Message order(String key, String file) throws Exception {
        return post(
                key,
                "/v1/batches",
                "",
                "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}"
                        .formatted(file));
    }

    @Test
    void aBatchAndWhatCameOfItAreItsOrganizations() throws Exception {
        assertThat(upload(TestGateway.KEY, lines("m", "m")).status()).isEqualTo(200);
        assertThat(order(TestGateway.OTHER_KEY, "file-1").status()).isEqualTo(404);
        assertThat(order(TestGateway.KEY, "file-77").status()).isEqualTo(404);
        assertThat(order(TestGateway.KEY, "file-1").status()).isEqualTo(200);
        assertThat(get(TestGateway.KEY, "/v1/files/file-out/content").status()).isEqualTo(404);
        assertThat(get(TestGateway.OTHER_KEY, "/v1/batches/batch_1").status()).isEqualTo(404);
        assertThat(get(TestGateway.KEY, "/v1/batches/batch_1").status()).isEqualTo(200);
        assertThat(get(TestGateway.KEY, "/v1/files/file-out/content").status()).isEqualTo(200);
        assertThat(get(TestGateway.OTHER_KEY, "/v1/files/file-out/content").status())
                .isEqualTo(404);
        assertThat(send(TestGateway.OTHER_KEY, "POST", "/v1/batches/batch_1/cancel", "").status())
                .isEqualTo(404);
        assertThat(send(TestGateway.KEY, "POST", "/v1/batches/batch_1/cancel", "").status())
                .isEqualTo(200);

        assertThat(complete)
                .containsExactly(
                        "POST /v1/files",
                        "POST /v1/batches",
                        "GET /v1/batches/batch_1",
                        "GET /v1/files/file-out/content",
                        "POST /v1/batches/batch_1/cancel");
        assertThat(gateway.records(4).getLast().endpoint()).isIn("BATCHES", "FILES");
    }

    @Test
    void aModelThatTheKeyMayNotUseEndsTheUpload() throws Exception {
        gateway.allowModels("m");

        Wire.Message answer = upload(TestGateway.KEY, lines("m", "m", "dear", "m"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.field("x-cardea-reason")).isEqualTo("MODEL_NOT_ALLOWED");
        assertThat(answer.text()).contains("dear (line 3 of the batch)");
        assertThat(complete).isEmpty();
        assertThat(upload(TestGateway.OTHER_KEY, lines("m", "dear")).status()).isEqualTo(200);
    }

    @Test
    void aPathThatTheKeyMayNotCallIsNamedByItsLine() throws Exception {
        gateway.allow(Grants.models("m").withEndpoints(List.of("/v1/files*", "/v1/embeddings")));

        Wire.Message answer =
                upload(
                        TestGateway.KEY,
                        LINE.formatted(1, "/v1/embeddings", "m")
                                + LINE.formatted(2, "/v1/chat/completions", "m"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.field("x-cardea-reason")).isEqualTo("ENDPOINT_NOT_ALLOWED");
        assertThat(answer.text()).contains("this endpoint (line 2 of the batch).");
        assertThat(complete).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 30_000})
    void aLongUploadEndsBeforeItIsComplete(int count) throws Exception {
        gateway.allowModels("m");
        String many = lines("m").repeat(count);

        assertThat(upload(TestGateway.KEY, many).status()).isEqualTo(200);
        assertThat(complete).hasSize(1);
        Wire.Message answer = upload(TestGateway.KEY, many + lines("dear"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("line " + (count + 1));
        assertThat(complete).hasSize(1);
    }

    @Test
    void anotherKeysBatchIsDecidedAnew() throws Exception {
        upload(TestGateway.KEY, lines("m", "dear"));
        gateway.allowModels("m");

        Wire.Message answer = order(TestGateway.KEY, "file-1");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("dear");
        assertThat(complete).containsExactly("POST /v1/files");
    }

    @Test
    void aFileForAnotherPurposeIsNoBatch() throws Exception {
        uploadForm(TestGateway.KEY, form(lines("m")).replace("\nbatch\r", "\nuser_data\r"));

        Wire.Message answer = order(TestGateway.KEY, "file-1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("purpose 'batch'");
        assertThat(complete).containsExactly("POST /v1/files");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, up/m, write that",
        "/v1/chat/completions, fast, knows as 'm'",
        "/v1/videos, m, no call of a model",
        "/v1/messages, m, no call of a model",
        "/v1/files, m, no call of a model"
    })
    void whatTheProviderWouldNotUnderstandIsSaid(String url, String model, String told)
            throws Exception {
        gateway.route("fast", RouteTarget.of("up", "m"));

        Wire.Message answer = upload(TestGateway.KEY, LINE.formatted(1, url, model));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("line 1 of the batch", told);
        assertThat(complete).isEmpty();
    }

    @Test
    void leaveForARouteIsLeaveForWhatIsBehindIt() throws Exception {
        gateway.route("fast", RouteTarget.of("up", "m"));
        gateway.allowModels("fast");

        assertThat(upload(TestGateway.KEY, lines("m")).status()).isEqualTo(200);
        assertThat(upload(TestGateway.KEY, lines("dear")).status()).isEqualTo(403);
    }

    @Test
    void aLineThatNamesAnothersFileIsNotFound() throws Exception {
        upload(TestGateway.OTHER_KEY, lines("m"));
        String line =
                lines("m").replace("[]", "[{\"content\":[{\"file\":{\"file_id\":\"file-1\"}}]}]");

        assertThat(upload(TestGateway.KEY, line).status()).isEqualTo(404);
        assertThat(upload(TestGateway.OTHER_KEY, line).status()).isEqualTo(200);
    }

    @Test
    void aLineThatGoesOnFromAnothersAnswerIsNotFound() throws Exception {
        String line =
                lines("m")
                        .replace(
                                "\"messages\"", "\"previous_response_id\":\"resp_9\",\"messages\"");

        assertThat(upload(TestGateway.KEY, line).status()).isEqualTo(404);
        assertThat(complete).isEmpty();
    }

    private static String messages(String... models) {
        StringBuilder requests = new StringBuilder();
        for (String model : models) {
            requests.append(requests.isEmpty() ? "" : ",")
                    .append(
                            "{\"custom_id\":\"a\",\"params\":{\"model\":\"%s\",\"max_tokens\":1}}"
                                    .formatted(model));
        }
        return "{\"requests\":[" + requests + "]}";
    }

    @Test
    void aBatchOfMessagesBelongsToItsOrganizationAndItsResultsAreHere() throws Exception {
        Wire.Message answer =
                post(TestGateway.KEY, "/v1/messages/batches", ANTHROPIC, messages("c", "c"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .contains("\"results_url\":\"/v1/messages/batches/msgbatch_1/results\"");
        String path = "/v1/messages/batches/msgbatch_1";
        assertThat(get(TestGateway.KEY, path).text()).doesNotContain("https:");
        assertThat(get(TestGateway.KEY, path + "/results").text()).isEqualTo("{}\n");
        Wire.Message strange = get(TestGateway.OTHER_KEY, path + "/results");
        assertThat(strange.status()).isEqualTo(404);
        assertThat(strange.text()).contains("\"type\":\"not_found_error\"");
        assertThat(Objects.requireNonNull(gateway.records(4).getLast()).endpoint())
                .isEqualTo("MESSAGE_BATCHES");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40_000})
    void aMessageToAModelThatTheKeyMayNotUseEndsTheBatch(int count) throws Exception {
        gateway.allowModels("c");
        String[] models = new String[count + 1];
        java.util.Arrays.fill(models, "c");
        models[count] = "dear";

        Wire.Message answer =
                post(TestGateway.KEY, "/v1/messages/batches", ANTHROPIC, messages(models));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("dear (request %d of the batch)".formatted(count + 1));
        assertThat(complete).isEmpty();
    }

    @Test
    void amongSeveralProvidersTheModelsOfABatchSay() throws Exception {
        gateway.close();
        gateway =
                TestGateway.with(
                        settings -> settings,
                        listing("first", "c1", upstream),
                        listing("last", "c2", second));

        assertThat(post(TestGateway.KEY, "/v1/messages/batches", "", messages("c2", "c2")).status())
                .isEqualTo(200);
        Wire.Message both = post(TestGateway.KEY, "/v1/messages/batches", "", messages("c2", "c1"));
        assertThat(both.status()).isEqualTo(404);
        assertThat(both.text()).contains("request 2 of the batch");
        assertThat(
                        post(
                                        TestGateway.KEY,
                                        "/v1/messages/batches",
                                        "X-Cardea-Provider: first\r\n",
                                        messages("c2"))
                                .status())
                .isEqualTo(404);
        assertThat(get(TestGateway.KEY, "/v1/messages/batches/msgbatch_1").status()).isEqualTo(200);
        assertThat(complete).hasSize(2);
        assertThat(upstream.connections()).isZero();
    }

    @Test
    void whereSeveralOfferTheModelOfABatchTheHeaderSays() throws Exception {
        gateway.close();
        gateway =
                TestGateway.with(
                        settings -> settings,
                        listing("first", "c", upstream),
                        listing("last", "c", second));

        Wire.Message unclear =
                post(TestGateway.KEY, "/v1/messages/batches", ANTHROPIC, messages("c"));
        assertThat(unclear.status()).isEqualTo(400);
        assertThat(unclear.text()).contains("PROVIDER_AMBIGUOUS", "first, last");
        assertThat(
                        post(
                                        TestGateway.KEY,
                                        "/v1/messages/batches",
                                        ANTHROPIC + "X-Cardea-Provider: last\r\n",
                                        messages("c"))
                                .status())
                .isEqualTo(200);
        assertThat(upstream.connections()).isZero();
        assertThat(get(TestGateway.KEY, "/v1/messages/batches/msgbatch_1").status()).isEqualTo(200);
    }

    private static Provider listing(String name, String model, ScriptedUpstream upstream) {
        Provider all = at(name, Dialect.ANTHROPIC, upstream);
        return new Provider(
                all.id(),
                all.organization(),
                name,
                all.dialect(),
                all.baseUrl(),
                List.of(model),
                false,
                List.of(),
                true,
                all.declaredAt(),
                1);
    }
}
