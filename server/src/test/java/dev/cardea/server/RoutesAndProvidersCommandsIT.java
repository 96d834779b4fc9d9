package dev.cardea.server;

import static dev.cardea.server.CommandLineCardea.answering;
import static dev.cardea.server.CommandLineCardea.url;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cardea.server.cli.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `cardea routes` and `cardea providers` before a running gateway.
class RoutesAndProvidersCommandsIT {
    private static final String SECRET = "sk-some-secret-of-length";

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
                        """
                        providers:
                          - {name: up, base_url: "%1$s/v1", api_key: %2$s, models: [m1], status_page: none}
                          - {name: own, base_url: "%1$s/v1", keyless: true, models: [m2]}
                        routes:
                          - name: fast
                            policy: weighted
                            targets:
                              - {provider: up, model: m1, weight: 3}
                              - {provider: own, model: m2, weight: 0, region: eu}
                          - name: slow
                            targets: [{provider: own, model: m2}]
                        """
                                .formatted(url(upstream), SECRET));
    }

    @AfterAll
    static void end() {
        cardea.close();
        upstream.stop(0);
    }

    @Test
    void routesAreListedPageByPage() {
        var all = cardea.run("routes", "list");
        assertThat(all.code()).isZero();
        assertThat(all.out().lines().findFirst().orElseThrow())
                .startsWith("id ")
                .contains("name", "policy", "state", "declared_at");
        assertThat(all.out())
                .containsPattern("route_\\S+ +fast +weighted +active +\\S*cardea.yaml:")
                .containsPattern("route_\\S+ +slow +priority +active");
        assertThat(all.err()).isEmpty();

        var first = cardea.run("routes", "list", "--limit=1", "--json");
        assertThat(first.json().size()).isEqualTo(1);
        String cursor = first.err().strip().replaceAll(".*--cursor ", "");
        var second = cardea.run("routes", "list", "--limit=1", "--cursor", cursor, "--json");
        assertThat(second.json().size()).isEqualTo(1);
        assertThat(second.json().get(0).path("name"))
                .isNotEqualTo(first.json().get(0).path("name"));
    }

    @Test
    void aRouteIsShownWithItsTargets() {
        String id = route("fast").path("id").asString();

        var shown = cardea.run("routes", "show", id);

        assertThat(shown.out())
                .containsPattern("(?m)^name +fast$")
                .containsPattern("(?m)^policy +weighted$")
                .containsPattern("(?m)^up +m1 +serve +0 +3 +0")
                .containsPattern("(?m)^own +m2 +serve +0 +0 +0 +eu$");
        JsonNode json = cardea.run("routes", "show", id, "--json").json();
        assertThat(json.path("targets").size()).isEqualTo(2);
        assertThat(json.path("targets").get(0).path("weight").asInt()).isEqualTo(3);

        var missing = cardea.run("routes", "show", id + "x");
        assertThat(missing.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(missing.out()).isEmpty();
        assertThat(missing.err()).startsWith("cardea: ").contains("check the id");
    }

    @Test
    void targetsAreShownOnceCallsWentThere() {
        var answer =
                cardea.call(
                        "POST",
                        "/v1/chat/completions",
                        "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

        assertThat(cardea.run("routes", "targets").out())
                .containsPattern("(?m)^provider +model +circuit +in_flight")
                .containsPattern("(?m)^up +m1 +closed +0 +\\d+ +[1-9]\\d* +0$");
        assertThat(cardea.run("routes", "targets", "--json").json().toString())
                .contains("\"provider\":\"up\"");
    }

    @Test
    void providersAreListedWithTheirCredentials() {
        var listed = cardea.run("providers", "list");

        assertThat(listed.code()).isZero();
        assertThat(listed.out())
                .containsPattern("(?m)^provider +provider_state +credential +state")
                .containsPattern("(?m)^up +\\S+ +main +healthy")
                .containsPattern("(?m)^own +\\S+ +-");
        assertThat(cardea.run("providers", "list", "--json").json().size()).isEqualTo(2);
        assertThat(listed.out()).doesNotContain(SECRET);
    }

    @Test
    void aProviderIsShownWithWhatItsStateRestsOn() {
        var shown = cardea.run("providers", "show", "up");

        assertThat(shown.out())
                .containsPattern("(?m)^name +up$")
                .containsPattern("(?m)^dialect +openai$")
                .containsPattern("(?m)^name +main$")
                .containsPattern("(?m)^fingerprint +\\S+")
                .containsPattern("(?m)^state +healthy$")
                .doesNotContain(SECRET);
        assertThat(cardea.run("providers", "show", "up", "--json").json().path("name").asString())
                .isEqualTo("up");
        var missing = cardea.run("providers", "show", "nobody");
        assertThat(missing.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(missing.err()).contains("no provider is called nobody");
    }

    private static JsonNode route(String name) {
        for (JsonNode it : cardea.run("routes", "list", "--json").json()) {
            if (it.path("name").asString().equals(name)) {
                return it;
            }
        }
        throw new AssertionError("no route " + name);
    }
}
