package dev.cardea.server;

import static dev.cardea.server.CommandLineCardea.answering;
import static dev.cardea.server.CommandLineCardea.url;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `cardea keys` before a running gateway: what it changes counts on the data plane within a second.
class KeysCommandsIT {
    private static final String CHAT =
            "{\"model\":\"m1\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String PASSES = "";

    @TempDir private static Path folder;
    private static HttpServer upstream;
    private static CommandLineCardea cardea;

    @BeforeAll
    static void start() {
        upstream =
                answering(
                        200,
                        "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}");
        cardea =
                CommandLineCardea.start(
                        folder,
                        "providers: [{name: up, base_url: \"%s/v1\", keyless: true, models: [m1, m2], status_page: none}]"
                                .formatted(url(upstream)));
    }

    @AfterAll
    static void end() {
        cardea.close();
        upstream.stop(0);
    }

    @Test
    void aKeyIsIssuedSwitchedOffAndOnAndRevoked() {
        JsonNode issued = issue();
        String key = issued.path("secret").asString();
        String id = issued.path("id").asString();
        soon(key, PASSES);

        assertThat(cardea.run("keys", "disable", id).code()).isZero();
        soon(key, "KEY_DISABLED");
        assertThat(cardea.run("keys", "enable", id).code()).isZero();
        soon(key, PASSES);
        assertThat(cardea.run("keys", "revoke", id, "--reason=left").code()).isZero();
        soon(key, "KEY_REVOKED");

        var shown = cardea.run("keys", "show", id, "--json");
        assertThat(shown.json().path("state").asString()).isEqualTo("revoked");
        assertThat(shown.out()).doesNotContain(key);
        assertThat(cardea.run("keys", "enable", id).code()).isNotZero();
    }

    @Test
    void aDeletedKeyIsToldToBeGoneForGood() {
        JsonNode issued = issue();
        soon(issued.path("secret").asString(), PASSES);

        assertThat(cardea.run("keys", "delete", issued.path("id").asString()).code()).isZero();

        soon(issued.path("secret").asString(), "KEY_REVOKED");
    }

    @Test
    void aKeyForOneModelMayUseNoOther() {
        String key = issue("--model=m2").path("secret").asString();

        soon(key, "MODEL_NOT_ALLOWED");
    }

    @Test
    void aWrongValueIsToldWithItsPlace() {
        var refused = cardea.run("keys", "issue", "--name=shop", "--expires-at=tomorrow");
        assertThat(refused.code()).isEqualTo(15);
        assertThat(refused.err()).contains("expires_at: expected a time");
        assertThat(cardea.run("keys", "issue", "--name=shop", "--allow-network=1.2").err())
                .contains("allowed_networks/0: expected an address");
    }

    private static JsonNode issue(String... more) {
        String[] words = new String[more.length + 4];
        System.arraycopy(new String[] {"keys", "issue", "--name=shop", "--json"}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        var issued = cardea.run(words);
        assertThat(issued.code()).as(issued.err()).isZero();
        return issued.json();
    }

    /// Waits a second at most until a call with the key gets that answer.
    private static void soon(String key, String code) {
        long changed = System.nanoTime();
        String got = call(key);
        while (!got.equals(code) && System.nanoTime() - changed < Duration.ofSeconds(1).toNanos()) {
            got = call(key);
        }
        assertThat(got).isEqualTo(code);
    }

    /// Why a call is refused; empty when it passes.
    private static String call(String key) {
        HttpResponse<String> answer = cardea.call(key, "POST", "/v1/chat/completions", CHAT);
        String reason = answer.headers().firstValue("x-cardea-reason").orElse(PASSES);
        assertThat(answer.statusCode() == 200).as(answer.body()).isEqualTo(reason.isEmpty());
        return reason;
    }
}
