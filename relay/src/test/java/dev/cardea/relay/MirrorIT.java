package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cardea.model.Attempt;
import dev.cardea.model.CallRecord;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Outcome;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.RouteTarget.Role;
import dev.cardea.model.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Mirrored copies over sockets: their answers go nowhere, and each has a record of its own.
class MirrorIT extends TwoProviders {
    MirrorIT() throws IOException {}

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

    @Test
    void mirrorThatClosesWithoutAnAnswerHasARecordThatSaysSo() throws IOException {
        firstStatus.set(CLOSES);
        gateway.route(mirroring("b", "a"));
        secondMillis = 100;
        assertThat(call("fast", "").status()).isEqualTo(200);
        CallRecord copy = copy();
        assertThat(copy.reason()).isEqualTo("UPSTREAM_INVALID_ANSWER");
        assertThat(copy.outcome()).isEqualTo(Outcome.UPSTREAM_FAILED);
        assertThat(copy.status()).isZero();
    }

    @Test
    void mirrorsIdleConnectionThatHadBeenClosedHasARecordToo() throws IOException {
        gateway.route(mirroring("b", "a"));
        secondMillis = 100;
        assertThat(call("fast", "").status()).isEqualTo(200);
        assertThat(copy().reason()).isEmpty();
        firstStatus.set(CLOSES);
        assertThat(call("fast", "").status()).isEqualTo(200);
        assertThat(gateway.records(4))
                .filteredOn(it -> !it.mirrorOf().isEmpty())
                .extracting(CallRecord::reason)
                .containsExactlyInAnyOrder("", "UPSTREAM_INVALID_ANSWER");
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
}
