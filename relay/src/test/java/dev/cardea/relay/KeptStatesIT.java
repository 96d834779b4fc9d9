package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CredentialTerms;
import dev.cardea.model.Dialect;
import dev.cardea.model.Provider;
import dev.cardea.model.RouteTarget;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls that go on from what a provider keeps: to the provider and the account that keep it, for the
/// organization that made it, and for nobody else.
@ExtendWith(LeakGuard.class)
class KeptStatesIT {
    private final AtomicInteger made = new AtomicInteger();
    private ScriptedUpstream upstream;
    private ScriptedUpstream second;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = ScriptedUpstream.answering(this::answer);
        second = ScriptedUpstream.answering(this::answer);
        Provider up = provider("up", upstream);
        gateway = TestGateway.with(settings -> settings, up, provider("two", second));
        for (int i = 0; i < 8; i++) {
            gateway.pool(TestGateway.credential("c" + i, up, "secret-" + i, CredentialTerms.ANY));
        }
        gateway.route("both", RouteTarget.of("two", "m"), RouteTarget.of("up", "m"));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
        second.close();
    }

    private static Provider provider(String name, ScriptedUpstream upstream) {
        return TestGateway.provider(
                name, Dialect.OPENAI, "http://127.0.0.1:" + upstream.port() + "/v1");
    }

    private String answer(Wire.Message request) {
        String id = "resp_" + made.incrementAndGet();
        if (request.text().contains("\"stream\":true")) {
            String events =
                    """
                    event: response.created
                    data: {"type":"response.created","sequence_number":0,"response":{"id":"%1$s","model":"m","status":"in_progress"}}

                    event: response.completed
                    data: {"type":"response.completed","sequence_number":1,"response":{"id":"%1$s","model":"m","status":"completed","output":[{"id":"rs_%1$s","type":"reasoning","summary":[]},{"id":"msg_%1$s","type":"message","role":"assistant","content":[{"type":"output_text","text":"hi"}]}]}}

                    """
                            .formatted(id);
            return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(events.length(), events);
        }
        return ScriptedUpstream.json(
                200,
                "{\"id\":\"%1$s\",\"object\":\"response\",\"model\":\"m\",\"status\":\"completed\",\"output\":[{\"id\":\"rs_%1$s\",\"type\":\"reasoning\",\"summary\":[]},{\"type\":\"message\",\"content\":[{\"text\":\"hi\"}],\"id\":\"msg_%1$s\"}]}"
                        .formatted(id));
    }

    private Wire.Message call(String path, String key, String body) throws Exception {
        try (var client = gateway.connect()) {
            client.send(TestGateway.post(path, body).replace(TestGateway.KEY, key));
            return client.read();
        }
    }

    private Wire.Message ask(String key, String members) throws Exception {
        return call("/v1/responses", key, "{\"model\":\"up/m\",\"input\":\"hi\"" + members + "}");
    }

    private static void assertNotFound(Wire.Message answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.field("x-cardea-reason")).isEqualTo("NOT_FOUND");
        assertThat(answer.text())
                .contains("\"origin\":\"caller\"", "send the whole conversation")
                .doesNotContain("resp_");
    }

    private Set<String> credentials() {
        return upstream.requests().stream()
                .map(it -> String.valueOf(it.field("authorization")))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":true"})
    void goOnWithTheCredentialThatBeganThem(String how) throws Exception {
        ask(TestGateway.KEY, how);
        for (int i = 1; i <= 30; i++) {
            Wire.Message answer =
                    ask(TestGateway.KEY, how + ",\"previous_response_id\":\"resp_" + i + "\"");
            assertThat(answer.status()).isEqualTo(200);
        }

        assertThat(credentials()).hasSize(1);
        assertThat(upstream.requests().getLast().text())
                .contains("\"previous_response_id\":\"resp_30\"");
    }

    @Test
    void callsThatReferToNothingUseAnyCredential() throws Exception {
        for (int i = 0; i < 60; i++) {
            ask(TestGateway.KEY, "");
        }

        assertThat(credentials()).hasSizeGreaterThan(1);
    }

    @Test
    void anotherOrganizationFindsNothing() throws Exception {
        ask(TestGateway.KEY, "");

        assertNotFound(ask(TestGateway.OTHER_KEY, ",\"previous_response_id\":\"resp_1\""));
        assertThat(upstream.requests()).hasSize(1);
        assertThat(gateway.records(2).getLast().reason()).isEqualTo("PROVIDER_STATE_NOT_YOURS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"previous_response_id\":\"resp_unheard\"",
                "\"conversation\":\"conv_unheard\"",
                "\"conversation\":{\"id\":\"conv_unheard\"}",
                "\"previous\\u005fresponse_id\":\"resp_unheard\""
            })
    void whatNobodyMadeHereIsNotFound(String member) throws Exception {
        assertNotFound(ask(TestGateway.KEY, "," + member));
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void nothingIsKeptOfWhatIsNotToBeStored() throws Exception {
        ask(TestGateway.KEY, ",\"store\":false");

        assertNotFound(ask(TestGateway.KEY, ",\"previous_response_id\":\"resp_1\""));
    }

    @Test
    void aRouteGoesToTheProviderThatKeepsIt() throws Exception {
        ask(TestGateway.KEY, "");

        Wire.Message answer =
                call(
                        "/v1/responses",
                        TestGateway.KEY,
                        "{\"model\":\"both\",\"input\":\"hi\",\"previous_response_id\":\"resp_1\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("x-cardea-provider")).isEqualTo("up");
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void aReferenceBehindWhatWentOnAlreadyEndsTheCall() throws Exception {
        String text = "x".repeat(3_000_000);

        Wire.Message answer =
                ask(
                        TestGateway.KEY,
                        ",\"user\":\"" + text + "\",\"previous_response_id\":\"resp_1\"");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("previous_response_id");
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void whatAPassThroughCallMadeIsItsOrganizations() throws Exception {
        call("/pass/up/files", TestGateway.KEY, "{}");

        try (var client = gateway.connect()) {
            String get =
                    "GET /pass/up/files/%s HTTP/1.1\r\nHost: gateway.example\r\nAuthorization: Bearer %s\r\n\r\n";
            client.send(get.formatted("resp_1", TestGateway.KEY));
            assertThat(client.read().status()).isEqualTo(200);
            client.send(get.formatted("resp%5F1", TestGateway.OTHER_KEY));
            assertThat(client.read().status()).isEqualTo(404);
        }
    }

    private static String naming(String field, String id) {
        return "{\"model\":\"up/m\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"%s\",\"file_id\":\"%s\"}]}]}"
                .formatted(field, id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"input_file", "input_image"})
    void aFileOfAnotherOrganizationIsNotFound(String field) throws Exception {
        call("/pass/up/files", TestGateway.KEY, "{}");

        Wire.Message answer = call("/v1/responses", TestGateway.OTHER_KEY, naming(field, "resp_1"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.field("x-cardea-reason")).isEqualTo("NOT_FOUND");
        assertThat(upstream.requests()).hasSize(1);
    }

    @Test
    void aFileOfTheCallersIsReadWithTheCredentialThatStoredIt() throws Exception {
        call("/pass/up/files", TestGateway.KEY, "{}");
        String chat =
                "{\"model\":\"both\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_id\":\"resp_1\"}}]}]}";
        for (int i = 0; i < 20; i++) {
            assertThat(call("/v1/chat/completions", TestGateway.KEY, chat).status()).isEqualTo(200);
        }

        assertThat(credentials()).hasSize(1);
        assertThat(second.requests()).isEmpty();
    }

    private static String going(String on) {
        return "{\"model\":\"both\",\"input\":[%s,{\"role\":\"user\",\"content\":\"go on\"}]}"
                .formatted(on);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":true"})
    void itemsOfAnAnswerAreReadWithTheCredentialThatMadeThem(String how) throws Exception {
        ask(TestGateway.KEY, how);
        for (String item :
                List.of(
                        "{\"type\":\"item_reference\",\"id\":\"msg_resp_1\"}",
                        "{\"type\":\"reasoning\",\"id\":\"rs_resp_1\",\"summary\":[]}")) {
            for (int i = 0; i < 10; i++) {
                assertThat(call("/v1/responses", TestGateway.KEY, going(item)).status())
                        .isEqualTo(200);
            }
        }

        assertThat(credentials()).hasSize(1);
        assertThat(second.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"msg_resp_1", "rs_resp_1"})
    void itemsOfAnotherOrganizationAreNotFound(String id) throws Exception {
        ask(TestGateway.KEY, "");

        Wire.Message answer =
                call(
                        "/v1/responses",
                        TestGateway.OTHER_KEY,
                        going("{\"type\":\"item_reference\",\"id\":\"" + id + "\"}"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.field("x-cardea-reason")).isEqualTo("NOT_FOUND");
        assertThat(upstream.requests()).hasSize(1);
    }

    @Test
    void itemsThatComeWholeGoAnywhere() throws Exception {
        ask(TestGateway.KEY, "");
        String whole =
                "{\"type\":\"message\",\"role\":\"assistant\",\"id\":\"msg_resp_1\",\"content\":[]}";

        call("/v1/responses", TestGateway.KEY, going(whole));

        assertThat(second.requests()).hasSize(1);
    }

    @Test
    void aFileThatNobodyHereStoredIsLeftToTheProvider() throws Exception {
        assertThat(
                        call("/v1/responses", TestGateway.KEY, naming("input_file", "file-of-old"))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void aFileBehindWhatWentOnAlreadyIsLookedAtToo() throws Exception {
        call("/pass/up/files", TestGateway.KEY, "{}");
        String late =
                naming("input_file", "resp_1")
                        .replace(
                                "\"input\"",
                                "\"user\":\"" + "x".repeat(3_000_000) + "\",\"input\"");

        Wire.Message answer = call("/v1/responses", TestGateway.OTHER_KEY, late);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(upstream.requests()).hasSize(1);
    }
}
