package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cardea.model.Attempt;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Dialect;
import dev.cardea.model.ErrorClass;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Outcome;
import dev.cardea.model.RouteId;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteRetry;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.RouteTarget.Role;
import dev.cardea.model.RouteTimeouts;
import dev.cardea.model.Stickiness;
import dev.cardea.model.TargetStatus;
import dev.cardea.model.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Routes over sockets: which target answers, when the next is tried, what is kept of it.
class RoutingIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String DOWN = "{\"error\":{\"message\":\"The server is overloaded\"}}";

    private final AtomicInteger firstStatus = new AtomicInteger(200);
    private volatile String firstBody = DOWN;
    private volatile String firstGood = good("one");
    private volatile long firstMillis;
    private volatile long secondMillis;
    private final ScriptedUpstream first;
    private final ScriptedUpstream second;
    private final TestGateway gateway;

    RoutingIT() throws IOException {
        first =
                ScriptedUpstream.answering(_ -> {
                    pause(firstMillis);
                    int status = firstStatus.get();
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

    @Test
    void aliasSendsTheTargetsModelAndSaysWhoAnswered() throws IOException {
        gateway.route(route(RoutePolicy.PRIORITY, RouteTarget.of("a", "real-model")));
        Wire.Message answer = call("fast", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("x-cardea-provider")).isEqualTo("a");
        assertThat(answer.field("x-cardea-model")).isEqualTo("real-model");
        assertThat(answer.field("x-cardea-attempts")).isEqualTo("1");
        assertThat(first.requests().getFirst().text()).contains("\"real-model\"");
        CallRecord record = gateway.record();
        assertThat(record.modelAsked()).isEqualTo("fast");
        assertThat(record.modelSent()).isEqualTo("real-model");
        assertThat(record.attempts())
                .extracting(Attempt::choice)
                .containsExactly("in the route's order");
    }

    @Test
    void nextTargetAnswersWhenTheFirstIsOverloaded() throws IOException {
        firstStatus.set(503);
        gateway.route(route(RoutePolicy.PRIORITY, to("a"), to("b")));
        Wire.Message answer = call("fast", "");
        assertThat(answer.text()).contains("two");
        assertThat(answer.field("x-cardea-provider")).isEqualTo("b");
        assertThat(answer.field("x-cardea-attempts")).isEqualTo("2");
        assertThat(gateway.record().attempts())
                .extracting(Attempt::provider, Attempt::reason, Attempt::choice)
                .containsExactly(
                        tuple("a", "UPSTREAM_OVERLOADED", "in the route's order"),
                        tuple("b", "", "fallback after overloaded: in the route's order"));
    }

    @Test
    void troubleThatTheRouteDoesntNameEndsTheCall() throws IOException {
        firstStatus.set(503);
        gateway.route(
                with(
                        route(RoutePolicy.PRIORITY, to("a"), to("b")),
                        List.of(ErrorClass.TIMEOUT),
                        RouteRetry.NONE,
                        RouteTimeouts.NONE,
                        50));
        assertThat(call("fast", "").status()).isEqualTo(503);
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void promptsThatAreTooLongGoOnWhereTheRouteSaysSo() throws IOException {
        firstStatus.set(400);
        firstBody =
                "{\"error\":{\"message\":\"This model's maximum context length is 8192 tokens.\",\"type\":\"invalid_request_error\",\"code\":\"context_length_exceeded\"}}";
        ModelRoute plain = route(RoutePolicy.PRIORITY, to("a"), to("b"));
        gateway.route(plain);
        assertThat(call("fast", "").status()).isEqualTo(400);
        assertThat(second.requests()).isEmpty();
        gateway.route(
                with(
                        plain,
                        List.of(ErrorClass.CONTEXT_TOO_LONG),
                        RouteRetry.NONE,
                        RouteTimeouts.NONE,
                        50));
        assertThat(call("fast", "").text()).contains("two");
    }

    @Test
    void refusedContentGoesOnAndTheProvidersWordsAreToldWhenNobodyTakesIt() throws IOException {
        firstStatus.set(400);
        firstBody =
                "{\"error\":{\"message\":\"The response was filtered\",\"code\":\"content_filter\"}}";
        List<ErrorClass> on = List.of(ErrorClass.CONTENT_REFUSED, ErrorClass.UNREACHABLE);
        gateway.route(
                with(
                        route(RoutePolicy.PRIORITY, to("a"), to("b")),
                        on,
                        RouteRetry.NONE,
                        RouteTimeouts.NONE,
                        50));
        assertThat(call("fast", "").text()).contains("two");
        second.close();
        gateway.route(
                with(
                        route(RoutePolicy.PRIORITY, to("a"), RouteTarget.of("a", "other")),
                        on,
                        RouteRetry.NONE,
                        RouteTimeouts.NONE,
                        50));
        Wire.Message refused = call("fast", "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("The response was filtered");
        assertThat(first.requests()).hasSize(3);
    }

    @Test
    void sameTargetIsTriedAgainWithinTheBudget() throws IOException {
        firstStatus.set(503);
        gateway.route(
                with(
                        route(RoutePolicy.PRIORITY, to("a")),
                        ErrorClass.USUAL,
                        new RouteRetry(3, 1, 2, 0),
                        RouteTimeouts.NONE,
                        50));
        assertThat(call("fast", "").status()).isEqualTo(503);
        assertThat(first.requests()).hasSize(3);
        assertThat(gateway.record().attempts())
                .extracting(Attempt::choice)
                .containsExactly("in the route's order", "retry", "retry");
        // Ten retries are all that a target gets beyond its share, which is nothing here.
        for (int i = 0; i < 10; i++) {
            call("fast", "");
        }
        assertThat(first.requests()).hasSize(11 + 10);
    }

    @Test
    void breakerOpensAndRecovers() throws Exception {
        firstStatus.set(503);
        gateway.route(route(RoutePolicy.PRIORITY, to("a"), to("b")));
        for (int i = 0; i < TargetHealth.FAILURES_IN_A_ROW + 3; i++) {
            assertThat(call("fast", "").text()).contains("two");
        }
        assertThat(first.requests()).hasSize(TargetHealth.FAILURES_IN_A_ROW);
        assertThat(status("a").circuit()).isEqualTo(TargetStatus.Circuit.OPEN);
        List<Attempt> attempts =
                gateway.records(TargetHealth.FAILURES_IN_A_ROW + 3).getLast().attempts();
        assertThat(attempts)
                .extracting(Attempt::choice)
                .containsExactly(
                        "passed over: its circuit breaker is open", "in the route's order");
        firstStatus.set(200);
        Thread.sleep(status("a").opensAgain().plusMillis(5));
        assertThat(call("fast", "").text()).contains("one");
        assertThat(status("a").circuit()).isEqualTo(TargetStatus.Circuit.CLOSED);
        assertThat(call("fast", "").text()).contains("one");
    }

    @Test
    void whereNoTargetMayBeTriedTheCallIsRefusedUntilOneMay() throws IOException {
        firstStatus.set(503);
        gateway.route(
                with(
                        route(RoutePolicy.PRIORITY, to("a")),
                        ErrorClass.USUAL,
                        RouteRetry.NONE,
                        RouteTimeouts.NONE,
                        100));
        for (int i = 0; i < TargetHealth.FAILURES_IN_A_ROW; i++) {
            call("fast", "");
        }
        Wire.Message refused = call("fast", "");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text()).contains("UPSTREAM_OUTAGE");
        assertThat(refused.field("retry-after")).isNotNull();
        assertThat(first.requests()).hasSize(TargetHealth.FAILURES_IN_A_ROW);
    }

    @Test
    void canaryGetsItsShare() throws IOException {
        gateway.route(
                route(RoutePolicy.PRIORITY, to("a"), RouteTarget.of("b", "m").as(Role.CANARY, 20)));
        int canaries = 0;
        for (int i = 0; i < 400; i++) {
            canaries += call("fast", "").text().contains("two") ? 1 : 0;
        }
        assertThat(canaries).isBetween(45, 120);
    }

    @Test
    void mirrorGetsCopiesAndItsAnswersGoNowhere() throws IOException {
        firstMillis = 100;
        gateway.route(
                route(
                        RoutePolicy.PRIORITY,
                        to("a"),
                        RouteTarget.of("b", "mirrored").as(Role.MIRROR, 100)));
        for (int i = 0; i < 5; i++) {
            Wire.Message answer = call("fast", "");
            assertThat(answer.text()).contains("one");
            assertThat(answer.field("x-cardea-attempts")).isEqualTo("1");
        }
        TestGateway.await(() -> second.requests().size() == 5, "five copies");
        assertThat(second.requests()).allMatch(it -> it.text().contains("\"mirrored\""));
        TestGateway.await(() -> status("b").inFlight() == 0, "their ends");
        assertThat(gateway.records(10))
                .hasSize(10)
                .filteredOn(it -> it.mirrorOf().isEmpty())
                .hasSize(5)
                .allMatch(it -> it.attempts().size() == 1)
                .allMatch(it -> it.provider().equals("a"));
    }

    @Test
    void mirrorsCopyHasARecordThatNamesItsCall() throws IOException {
        firstMillis = 100;
        gateway.route(mirroring("a", "b"));
        String id = Objects.requireNonNull(call("fast", "").field("x-request-id"));
        CallRecord copy = copy();
        assertThat(copy.mirrorOf()).isEqualTo(id);
        assertThat(copy.id()).startsWith("req_").isNotEqualTo(id);
        assertThat(copy.provider()).isEqualTo("b");
        assertThat(copy.modelAsked()).isEqualTo("fast");
        assertThat(copy.modelSent()).isEqualTo("mirrored");
        assertThat(copy.modelAnswered()).isEqualTo("m");
        assertThat(copy.status()).isEqualTo(200);
        assertThat(copy.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(copy.usage()).isEqualTo(new Usage(1, 1, 0, 0, 0, false));
        assertThat(copy.bytesOut()).isZero();
        assertThat(copy.firstByteMicros()).isEqualTo(-1);
        assertThat(copy.attempts())
                .extracting(Attempt::provider, Attempt::status, Attempt::choice)
                .containsExactly(tuple("b", 200, "mirror of 100 percent"));
        CallRecord own =
                gateway.records(2).stream()
                        .filter(it -> it.mirrorOf().isEmpty())
                        .findFirst()
                        .orElseThrow();
        assertThat(own.id()).isEqualTo(id);
        assertThat(copy.key()).isEqualTo(own.key()).isNotEmpty();
        assertThat(own.attempts()).hasSize(1);
    }

    @Test
    void mirrorThatFailsHasItsReasonInItsOwnRecordOnly() throws IOException {
        firstStatus.set(503);
        gateway.route(mirroring("b", "a"));
        secondMillis = 100;
        assertThat(call("fast", "").status()).isEqualTo(200);
        CallRecord copy = copy();
        assertThat(copy.status()).isEqualTo(503);
        assertThat(copy.reason()).isEqualTo("UPSTREAM_OVERLOADED");
        assertThat(copy.outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
        assertThat(copy.usage()).isEqualTo(Usage.NONE);
        assertThat(gateway.records(2))
                .filteredOn(it -> it.mirrorOf().isEmpty())
                .extracting(CallRecord::reason)
                .containsExactly("");
    }

    @Test
    void mirrorThatSaysAnErrorInAGoodAnswerHasItsReasonInItsRecord() throws IOException {
        firstGood = DOWN;
        gateway.route(mirroring("b", "a"));
        secondMillis = 100;
        assertThat(call("fast", "").status()).isEqualTo(200);
        assertThat(copy().outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
        assertThat(copy().reason()).isEqualTo("UPSTREAM_OVERLOADED");
    }

    private ModelRoute mirroring(String provider, String mirror) {
        return route(
                RoutePolicy.PRIORITY,
                to(provider),
                RouteTarget.of(mirror, "mirrored").as(Role.MIRROR, 100));
    }

    /// The record of the one copy, once that and its call's are there.
    private CallRecord copy() {
        List<CallRecord> copies =
                gateway.records(2).stream().filter(it -> !it.mirrorOf().isEmpty()).toList();
        assertThat(copies).hasSize(1);
        return copies.getFirst();
    }

    @Test
    void mirrorThatIsAwayOrHangsHarmsNobody() throws IOException {
        ModelRoute route =
                route(RoutePolicy.PRIORITY, to("b"), RouteTarget.of("a", "m").as(Role.MIRROR, 100));
        firstMillis = 5_000;
        gateway.route(route);
        long began = System.nanoTime();
        assertThat(call("fast", "").text()).contains("two");
        first.close();
        assertThat(call("fast", "").text()).contains("two");
        assertThat(System.nanoTime() - began).isLessThan(3_000_000_000L);
    }

    @Test
    void conversationsStayOnTheirTarget() throws IOException {
        ModelRoute route = route(RoutePolicy.WEIGHTED, to("a"), to("b"));
        gateway.route(sticky(route));
        List<String> answers = new ArrayList<>();
        for (int session = 0; session < 20; session++) {
            String fields = "x-session-id: conversation-%d\r\n".formatted(session);
            String target = call("fast", fields).field("x-cardea-provider");
            for (int turn = 0; turn < 5; turn++) {
                assertThat(call("fast", fields).field("x-cardea-provider")).isEqualTo(target);
            }
            answers.add(target);
        }
        assertThat(answers).contains("a", "b");
    }

    @Test
    void routesOwnTimeoutMovesTheCallOn() throws IOException {
        firstMillis = 3_000;
        gateway.route(
                with(
                        route(RoutePolicy.PRIORITY, to("a"), to("b")),
                        ErrorClass.USUAL,
                        RouteRetry.NONE,
                        new RouteTimeouts(0, 300, 0, 0),
                        50));
        assertThat(call("fast", "").text()).contains("two");
        assertThat(gateway.record().attempts().getFirst().reason()).isEqualTo("UPSTREAM_TIMEOUT");
        assertThat(gateway.record().totalMicros()).isLessThan(2_500_000);
    }

    @Test
    void routesOwnTotalEndsTheCall() throws IOException {
        firstMillis = 3_000;
        gateway.route(
                with(
                        route(RoutePolicy.PRIORITY, to("a"), to("b")),
                        ErrorClass.USUAL,
                        RouteRetry.NONE,
                        new RouteTimeouts(0, 0, 0, 300),
                        50));
        assertThat(call("fast", "").status()).isEqualTo(504);
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void nothingIsLeftInFlight() throws IOException {
        firstStatus.set(503);
        gateway.route(route(RoutePolicy.LEAST_LOAD, to("a"), to("b")));
        for (int i = 0; i < 20; i++) {
            call("fast", "");
        }
        gateway.records(20);
        assertThat(gateway.targets.targets()).allMatch(it -> it.inFlight() == 0);
        assertThat(status("b").latencyMicros()).isPresent();
    }

    private TargetStatus status(String provider) {
        return gateway.targets.targets().stream()
                .filter(it -> it.provider().equals(provider))
                .findFirst()
                .orElseThrow();
    }

    private Wire.Message call(String model, String fields) throws IOException {
        try (Wire client = gateway.connect()) {
            client.send(TestGateway.post(CHAT, fields, "{\"model\":\"%s\"}".formatted(model)));
            return client.read();
        }
    }

    private static String good(String id) {
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

    private static RouteTarget to(String provider) {
        return RouteTarget.of(provider, "m");
    }

    private static ModelRoute route(RoutePolicy policy, RouteTarget... targets) {
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

    private static ModelRoute sticky(ModelRoute it) {
        return new ModelRoute(
                it.id(),
                it.organization(),
                it.name(),
                it.policy(),
                it.targets(),
                it.regions(),
                Stickiness.CONVERSATION,
                it.fallbackOn(),
                it.maxEjectedPercent(),
                it.retry(),
                it.timeouts(),
                it.state(),
                it.declaredAt(),
                it.revision());
    }

    private static ModelRoute with(
            ModelRoute it,
            List<ErrorClass> fallbackOn,
            RouteRetry retry,
            RouteTimeouts timeouts,
            int maxEjected) {
        return new ModelRoute(
                it.id(),
                it.organization(),
                it.name(),
                it.policy(),
                it.targets(),
                it.regions(),
                it.sticky(),
                fallbackOn,
                maxEjected,
                retry,
                timeouts,
                it.state(),
                it.declaredAt(),
                it.revision());
    }
}
