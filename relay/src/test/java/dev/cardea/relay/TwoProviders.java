package dev.cardea.relay;

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
import dev.cardea.model.TargetStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/// A gateway in front of the providers `a` and `b`, which answer "one" and "two" unless told otherwise,
/// and what tests of routes need.
abstract class TwoProviders {
    static final String CHAT = "/v1/chat/completions";
    static final String DOWN = "{\"error\":{\"message\":\"The server is overloaded\"}}";

    /// What `firstStatus` is when the first provider ends its connections without an answer.
    static final int CLOSES = 0;

    final AtomicInteger firstStatus = new AtomicInteger(200);
    volatile String firstBody = DOWN;
    volatile String firstGood = good("one");
    volatile long firstMillis;
    volatile long secondMillis;
    final ScriptedUpstream first;
    final ScriptedUpstream second;
    final TestGateway gateway;

    TwoProviders() throws IOException {
        first =
                ScriptedUpstream.answering(_ -> {
                    pause(firstMillis);
                    int status = firstStatus.get();
                    if (status == CLOSES) {
                        throw new IllegalStateException("ends the connection");
                    }
                    return ScriptedUpstream.json(status, status < 300 ? firstGood : firstBody);
                });
        second =
                ScriptedUpstream.answering(_ -> {
                    pause(secondMillis);
                    return ScriptedUpstream.json(200, good("two"));
                });
        gateway =
                TestGateway.with(
                        settings -> settings,
                        TestGateway.provider("a", Dialect.OPENAI, base(first)),
                        TestGateway.provider("b", Dialect.OPENAI, base(second)));
    }

    @AfterEach
    void close() throws IOException {
        gateway.close();
        first.close();
        second.close();
    }

    TargetStatus status(String provider) {
        return gateway.targets.targets().stream()
                .filter(it -> it.provider().equals(provider))
                .findFirst()
                .orElseThrow();
    }

    Wire.Message call(String model, String fields) throws IOException {
        try (Wire client = gateway.connect()) {
            client.send(TestGateway.post(CHAT, fields, "{\"model\":\"%s\"}".formatted(model)));
            return client.read();
        }
    }

    static String good(String id) {
        return "{\"id\":\"%s\",\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}"
                .formatted(id);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String base(ScriptedUpstream upstream) {
        return "http://127.0.0.1:" + upstream.port() + "/v1";
    }

    static RouteTarget to(String provider) {
        return RouteTarget.of(provider, "m");
    }

    static ModelRoute route(RoutePolicy policy, RouteTarget... targets) {
        return new ModelRoute(
                new RouteId("route_fast"),
                Optional.empty(),
                "fast",
                policy,
                List.of(targets),
                List.of(),
                Stickiness.NONE,
                ErrorClass.USUAL,
                ModelRoute.USUAL_MAX_EJECTED,
                RouteRetry.NONE,
                RouteTimeouts.NONE,
                Lifecycle.ACTIVE,
                Optional.empty(),
                1);
    }
}
