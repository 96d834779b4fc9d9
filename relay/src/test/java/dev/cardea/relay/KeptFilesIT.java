package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CallRecord;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.Dialect;
import dev.cardea.model.Outcome;
import dev.cardea.model.Provider;
import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files and answers of old at providers: kept for the organization that made them, found by nobody
/// else.
@ExtendWith(LeakGuard.class)
class KeptFilesIT {
    private static final String FORM =
            """
            --XyZ
            Content-Disposition: form-data; name="purpose"

            user_data
            --XyZ
            Content-Disposition: form-data; name="file"; filename="a.txt"

            hello
            --XyZ--
            """
                    .replace("\n", "\r\n");

    private static final String EVENTS =
            """
            event: response.failed
            data: {"type":"response.failed","sequence_number":9,"response":{"id":"resp_1","status":"failed","usage":{"input_tokens":5,"output_tokens":7}}}

            """;

    private final AtomicInteger made = new AtomicInteger();
    private ScriptedUpstream upstream;
    private ScriptedUpstream second;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = ScriptedUpstream.answering(this::answer);
        second = ScriptedUpstream.answering(this::answer);
        Provider up =
                TestGateway.provider(
                        "up", Dialect.OPENAI, "http://127.0.0.1:" + upstream.port() + "/v1");
        Provider anthro =
                TestGateway.provider(
                        "anthro", Dialect.ANTHROPIC, "http://127.0.0.1:" + second.port());
        gateway = TestGateway.with(settings -> settings, up, anthro);
        for (int i = 0; i < 4; i++) {
            gateway.pool(TestGateway.credential("c" + i, up, "secret-" + i, CredentialTerms.ANY));
        }
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
        second.close();
    }

    private String answer(Wire.Message request) {
        String target = request.line().split(" ")[1];
        if (request.line().startsWith("GET") && target.matches(".*/files(\\?.*)?")) {
            return page(
                    QueryText.value(target.substring(target.indexOf('?') + 1), "limit"),
                    QueryText.value(target.substring(target.indexOf('?') + 1), "after"));
        }
        if (target.endsWith("/content")) {
            return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>";
        }
        if (target.contains("stream=true")) {
            return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(EVENTS.length(), EVENTS);
        }
        if (target.contains("/responses/")) {
            return ScriptedUpstream.json(
                    200,
                    "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"no\"},\"usage\":{\"input_tokens\":5,\"output_tokens\":7,\"total_tokens\":12}}");
        }
        return target.endsWith("/responses")
                ? ScriptedUpstream.json(
                        200, "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\"}")
                : ScriptedUpstream.json(
                        200,
                        "{\"object\":\"file\",\"id\":\"file-%d\"}"
                                .formatted(
                                        request.line().startsWith("POST")
                                                ? made.incrementAndGet()
                                                : made.get()));
    }

    /// The newest first, ten on a page unless told.
    private String page(String limit, String after) {
        int newest = after.isEmpty() ? made.get() : Integer.parseInt(after.substring(5)) - 1;
        int oldest = Math.max(1, newest - (limit.isEmpty() ? 10 : Integer.parseInt(limit)) + 1);
        List<String> all = new ArrayList<>();
        for (int i = newest; i >= oldest; i--) {
            all.add(
                    "{\"id\":\"file-%d\",\"object\":\"file\",\"filename\":\"f%d.txt\"}"
                            .formatted(i, i));
        }
        return ScriptedUpstream.json(
                200,
                "{\"object\":\"list\",\"first_id\":\"file-%d\",\"data\":[%s],\"last_id\":\"file-%d\",\"has_more\":%s}"
                        .formatted(newest, String.join(", ", all), oldest, oldest > 1));
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

    private Wire.Message upload(String key, String fields) throws Exception {
        try (var client = gateway.connect()) {
            client.send(
                    TestGateway.post("/v1/files", fields, FORM)
                            .replace("application/json", "multipart/form-data; boundary=XyZ")
                            .replace(TestGateway.KEY, key));
            return client.read();
        }
    }

    @Test
    void anUploadReachesTheOneProviderOfTheClientsDialect() throws Exception {
        Wire.Message answer = upload(TestGateway.KEY, "X-Cardea-Provider: up\r\n");

        assertThat(answer.status()).isEqualTo(200);
        Wire.Message asked = upstream.requests().getFirst();
        assertThat(asked.line()).isEqualTo("POST /v1/files HTTP/1.1");
        assertThat(asked.text()).isEqualTo(FORM);
        assertThat(asked.field("x-cardea-provider")).isNull();
        CallRecord record = gateway.record();
        assertThat(record.endpoint()).isEqualTo("FILES");
        assertThat(record.usage()).isEqualTo(Usage.NONE);
        assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void theFieldsOfAnthropicsClientsTellItsFilesFromOpenAis() throws Exception {
        String version = "anthropic-version: 2023-06-01\r\n";
        assertThat(upload(TestGateway.KEY, version).status()).isEqualTo(200);

        assertThat(upstream.requests()).isEmpty();
        assertThat(second.requests().getFirst().line()).isEqualTo("POST /v1/files HTTP/1.1");
        assertThat(send(TestGateway.KEY, "GET", "/v1/files/file-1", version).status())
                .isEqualTo(200);
        assertThat(get(TestGateway.KEY, "/v1/files/file-1").status()).isEqualTo(404);
        Wire.Message strange = send(TestGateway.OTHER_KEY, "GET", "/v1/files/file-1", version);
        assertThat(strange.text()).contains("\"type\":\"not_found_error\"");
    }

    @Test
    void aFileIsReadWithTheCredentialThatStoredIt() throws Exception {
        upload(TestGateway.KEY, "");
        for (int i = 0; i < 20; i++) {
            assertThat(get(TestGateway.KEY, "/v1/files/file-1").status()).isEqualTo(200);
        }

        assertThat(
                        upstream.requests().stream()
                                .map(it -> String.valueOf(it.field("authorization")))
                                .collect(Collectors.toSet()))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/files/file-1",
        "DELETE, /v1/files/file-1",
        "GET, /v1/files/file-1/content",
        "GET, /v1/files/file%2D1",
        "GET, /v1/files/file-77",
        "GET, /v1/responses/resp_1",
        "GET, /v1/responses/resp_1/input_items",
        "POST, /v1/responses/resp_1/cancel",
        "DELETE, /v1/responses/resp_77"
    })
    void whatIsNotOnesOwnIsNotFound(String method, String path) throws Exception {
        upload(TestGateway.KEY, "");
        respond();

        Wire.Message answer = send(TestGateway.OTHER_KEY, method, path, "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.field("x-cardea-reason")).isEqualTo("NOT_FOUND");
        assertThat(answer.text()).contains("\"type\":").doesNotContain("file-1", "resp_1");
        assertThat(upstream.requests()).hasSize(2);
    }

    private void respond() throws Exception {
        try (var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/responses", "{\"model\":\"up/m\",\"input\":\"hi\"}"));
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerOfOldIsPassedWithWhatItSaysAndCostsNothing() throws Exception {
        respond();

        Wire.Message answer = get(TestGateway.KEY, "/v1/responses/resp_1?include[]=x");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("server_error");
        assertThat(upstream.requests().getLast().line())
                .isEqualTo("GET /v1/responses/resp_1?include[]=x HTTP/1.1");
        CallRecord record = gateway.records(2).getLast();
        assertThat(record.endpoint()).isEqualTo("STORED_RESPONSES");
        assertThat(record.usage()).isEqualTo(Usage.NONE);
    }

    @Test
    void anAnswerOfOldIsStreamedOnceMore() throws Exception {
        respond();

        Wire.Message answer =
                get(TestGateway.KEY, "/v1/responses/resp_1?stream=true&starting_after=8");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(EVENTS);
        CallRecord record = gateway.records(2).getLast();
        assertThat(record.streamed()).isTrue();
        assertThat(record.usage()).isEqualTo(Usage.NONE);
        assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void whatAFileHoldsPassesWhateverItIs() throws Exception {
        upload(TestGateway.KEY, "");

        assertThat(get(TestGateway.KEY, "/v1/files/file-1/content").text()).isEqualTo("<html>");
    }

    @Test
    void aListHasTheOrganizationsOwnOnly() throws Exception {
        upload(TestGateway.KEY, "");
        upload(TestGateway.OTHER_KEY, "");
        upload(TestGateway.KEY, "");
        upload(TestGateway.OTHER_KEY, "");

        assertThat(get(TestGateway.KEY, "/v1/files?limit=10").text())
                .isEqualTo(
                        "{\"object\":\"list\",\"first_id\":\"file-3\",\"data\":[{\"id\":\"file-3\",\"object\":\"file\",\"filename\":\"f3.txt\"},{\"id\":\"file-1\",\"object\":\"file\",\"filename\":\"f1.txt\"}],\"last_id\":\"file-1\",\"has_more\":false}");
        assertThat(upstream.requests().getLast().line()).contains("limit=10");
    }

    private static String ids(Wire.Message list) {
        return list.text().replaceAll("\\{\"id\":\"file-(\\d+)\"[^}]*}", "$1");
    }

    @Test
    void aListIsGatheredFromAsManyPagesAsItTakes() throws Exception {
        upload(TestGateway.KEY, "");
        upload(TestGateway.KEY, "");
        upload(TestGateway.KEY, "");
        for (int i = 0; i < 25; i++) {
            upload(TestGateway.OTHER_KEY, "");
        }
        upload(TestGateway.KEY, "");

        Wire.Message two = get(TestGateway.KEY, "/v1/files?limit=2&order=desc");
        assertThat(ids(two))
                .isEqualTo(
                        "{\"object\":\"list\",\"first_id\":\"file-29\",\"data\":[29,3],\"last_id\":\"file-3\",\"has_more\":true}");
        assertThat(ids(get(TestGateway.KEY, "/v1/files?limit=2&after=file-3")))
                .contains("[2,1]", "\"has_more\":false");
        assertThat(ids(get(TestGateway.KEY, "/v1/files"))).contains("[29,3,2,1]");
        assertThat(upstream.requests().getLast().line())
                .isEqualTo("GET /v1/files?after=file-10 HTTP/1.1");
        assertThat(gateway.records(32).getLast().attempts()).hasSize(1);
    }

    @Test
    void aListOfNothingOfOnesOwnIsEmpty() throws Exception {
        upload(TestGateway.OTHER_KEY, "");

        assertThat(get(TestGateway.KEY, "/v1/files").text())
                .isEqualTo(
                        "{\"object\":\"list\",\"first_id\":null,\"data\":[],\"last_id\":null,\"has_more\":false}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/files/file-1/extract", "/v1/responses/input_tokens"})
    void otherPathsArePublishedByNobody(String path) throws Exception {
        assertThat(send(TestGateway.KEY, "POST", path, "").status()).isEqualTo(404);
    }

    @Test
    void anotherMethodIsToldWhichThereAre() throws Exception {
        Wire.Message answer = send(TestGateway.KEY, "PATCH", "/v1/files/file-1", "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.field("allow")).isEqualTo("GET, DELETE");
    }

    @Test
    void aProviderThatKeepsNothingIsSaid() throws Exception {
        Wire.Message answer =
                send(TestGateway.KEY, "GET", "/v1/files", "X-Cardea-Provider: anthro\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field("x-cardea-reason")).isEqualTo("PROVIDER_KEEPS_NOTHING");
    }

    @ParameterizedTest
    @CsvSource({"300, 200", "100, 413"})
    void anUploadHasALimitOfItsOwn(long uploadBytes, int status) throws Exception {
        gateway.close();
        gateway =
                TestGateway.to(
                        upstream,
                        s ->
                                s.withLimits(
                                        new Limits(
                                                4096,
                                                4096,
                                                50,
                                                uploadBytes,
                                                1 << 20,
                                                1 << 20,
                                                1 << 20,
                                                4096,
                                                10)));

        Wire.Message answer = upload(TestGateway.KEY, "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(upstream.requests()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void azureKeepsFilesAtItsV1Api() throws Exception {
        gateway.close();
        gateway =
                TestGateway.with(
                        settings -> settings,
                        TestGateway.provider(
                                        "az",
                                        Dialect.AZURE_OPENAI,
                                        "http://127.0.0.1:" + upstream.port())
                                .withResponses(true));

        assertThat(upload(TestGateway.KEY, "").status()).isEqualTo(200);
        assertThat(get(TestGateway.KEY, "/v1/files/file-1/content").status()).isEqualTo(200);
        assertThat(upstream.requests())
                .extracting(Wire.Message::line)
                .containsExactly(
                        "POST /openai/v1/files HTTP/1.1",
                        "GET /openai/v1/files/file-1/content HTTP/1.1");
    }

    @Test
    void amongSeveralProvidersTheHeaderSays() throws Exception {
        gateway.close();
        gateway =
                TestGateway.with(
                        settings -> settings,
                        TestGateway.provider(
                                "up",
                                Dialect.OPENAI,
                                "http://127.0.0.1:" + upstream.port() + "/v1"),
                        TestGateway.provider(
                                "two",
                                Dialect.OPENAI,
                                "http://127.0.0.1:" + second.port() + "/v1"));

        Wire.Message unclear = upload(TestGateway.KEY, "");
        assertThat(unclear.status()).isEqualTo(400);
        assertThat(unclear.text()).contains("PROVIDER_AMBIGUOUS", "x-cardea-provider", "two, up");
        assertThat(upload(TestGateway.KEY, "X-Cardea-Provider: two\r\n").status()).isEqualTo(200);
        assertThat(get(TestGateway.KEY, "/v1/files/file-1").status()).isEqualTo(200);

        assertThat(upstream.requests()).isEmpty();
        assertThat(second.requests()).hasSize(2);
    }
}
