package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.ErrorClass;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.RouteId;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteRetry;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.RouteTimeouts;
import dev.cardea.model.Stickiness;
import dev.cardea.model.Unsupported;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a route says of its calls besides the order of its targets.
@ExtendWith(LeakGuard.class)
class RouteTermsIT {
    private ScriptedUpstream anthropic;
    private ScriptedUpstream first;
    private ScriptedUpstream second;
    private ServerSocket full;
    private final List<Socket> waiting = new ArrayList<>();
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        anthropic =
                ScriptedUpstream.answering(
                        _ -> ScriptedUpstream.json(200, Spoken.ANTHROPIC.answer));
        first = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, Spoken.OPENAI.answer));
        second = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, Spoken.OPENAI.answer));
        full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gateway =
                TestGateway.with(
                        settings -> settings,
                        TestGateway.provider("claude", Dialect.ANTHROPIC, url(anthropic.port())),
                        TestGateway.provider("a", Dialect.OPENAI, url(first.port()) + "/v1"),
                        TestGateway.provider("b", Dialect.OPENAI, url(second.port()) + "/v1"),
                        TestGateway.provider(
                                "full", Dialect.OPENAI, url(full.getLocalPort()) + "/v1"));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        anthropic.close();
        first.close();
        second.close();
        for (Socket socket : waiting) {
            socket.close();
        }
        full.close();
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static ModelRoute route(
            RoutePolicy policy, Stickiness sticky, RouteTimeouts timeouts, String... providers) {
        return new ModelRoute(
                new RouteId("route_r"),
                Optional.empty(),
                "r",
                policy,
                List.of(providers).stream().map(it -> RouteTarget.of(it, "m")).toList(),
                List.of(),
                sticky,
                ErrorClass.USUAL,
                ModelRoute.USUAL_MAX_EJECTED,
                RouteRetry.NONE,
                timeouts,
                Lifecycle.ACTIVE,
                Optional.empty(),
                1);
    }

    private Wire.Message ask(String members) throws Exception {
        try (var client = gateway.connect()) {
            client.send(
                    TestGateway.post(
                            "/v1/chat/completions",
                            "{\"model\":\"r\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}"
                                    .formatted(members)));
            return client.read();
        }
    }

    @Test
    void whatTheTargetCantExpressIsDroppedAndListedWhereTheRouteSaysSo() throws Exception {
        ModelRoute route =
                route(RoutePolicy.PRIORITY, Stickiness.NONE, RouteTimeouts.NONE, "claude");
        gateway.route(route);
        Wire.Message refused = ask(",\"n\":3");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field("x-cardea-reason")).isEqualTo("FIELD_UNSUPPORTED");

        gateway.route(route.with(Unsupported.DROP));
        Wire.Message answer = ask(",\"n\":3");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("hello there");
        assertThat(answer.field("x-cardea-dropped")).isEqualTo("n");
    }

    @ParameterizedTest
    @CsvSource({
        "CONVERSATION, '\"prompt_cache_key\":\"%d\"'",
        "USER, '\"user\":\"%d\"'",
        "USER, '\"metadata\":{\"user_id\":\"%d\"}'",
    })
    void whatTheBodyNamesKeepsCallsTogether(Stickiness sticky, String member) throws Exception {
        gateway.route(route(RoutePolicy.WEIGHTED, sticky, RouteTimeouts.NONE, "a", "b"));
        Set<String> used = new HashSet<>();
        for (int who = 0; who < 20; who++) {
            Set<String> here = new HashSet<>();
            for (int turn = 0; turn < 5; turn++) {
                here.add(
                        String.valueOf(
                                ask("," + member.formatted(who)).field("x-cardea-provider")));
            }
            assertThat(here).hasSize(1);
            used.addAll(here);
        }
        assertThat(used).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void routesOwnTimeForAConnectionMovesTheCallOn() throws Exception {
        // As many as the system lets wait before it stops answering.
        for (int i = 0; i < 2; i++) {
            waiting.add(new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort()));
        }
        gateway.route(
                route(
                        RoutePolicy.PRIORITY,
                        Stickiness.NONE,
                        new RouteTimeouts(300, 0, 0, 0),
                        "full",
                        "a"));

        Wire.Message answer = ask("");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("x-cardea-provider")).isEqualTo("a");
        assertThat(gateway.record().attempts().getFirst().reason()).isEqualTo("UPSTREAM_TIMEOUT");
        assertThat(gateway.record().totalMicros()).isBetween(300_000L, 3_000_000L);
    }
}
