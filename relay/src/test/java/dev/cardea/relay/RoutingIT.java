package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cardea.model.Attempt;
import dev.cardea.model.CallRecord;
import dev.cardea.model.ErrorClass;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteRetry;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.RouteTarget.Role;
import dev.cardea.model.RouteTimeouts;
import dev.cardea.model.Stickiness;
import dev.cardea.model.TargetStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Routes over sockets: which target answers, when the next is tried, what is kept of it.
class RoutingIT extends TwoProviders {
    RoutingIT() throws IOException {}

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
