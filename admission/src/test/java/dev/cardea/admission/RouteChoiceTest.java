package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardea.admission.RouteOrder.Why;
import dev.cardea.model.Dialect;
import dev.cardea.model.ErrorClass;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderId;
import dev.cardea.model.RouteId;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteRetry;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.RouteTarget.Role;
import dev.cardea.model.RouteTimeouts;
import dev.cardea.model.Routed.Candidate;
import dev.cardea.model.Skip;
import dev.cardea.model.Stickiness;
import dev.cardea.model.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RouteChoiceTest {
    private static final int DRAWS = 20_000;
    private static final TargetReading OPEN =
            new TargetReading(0, 1_000, true, 30, 30, TargetReading.UNKNOWN);

    private final Random random = new Random(7);

    @Test
    void listedOrderIsKeptWithinAPriority() {
        ModelRoute route =
                route(
                        RoutePolicy.PRIORITY,
                        of("a").withPriority(1),
                        of("b"),
                        of("c"),
                        of("d").withPriority(2));
        assertThat(names(route, healthy(4))).containsExactly("b", "c", "a", "d");
    }

    @Test
    void weightsAreShares() {
        ModelRoute route =
                route(RoutePolicy.WEIGHTED, of("a").withWeight(6), of("b").withWeight(3), of("c"));
        int[] first = firsts(route, healthy(3));
        assertThat(first[0] / (double) DRAWS).isCloseTo(0.6, within(0.02));
        assertThat(first[1] / (double) DRAWS).isCloseTo(0.3, within(0.02));
        assertThat(first[2] / (double) DRAWS).isCloseTo(0.1, within(0.02));
    }

    @Test
    void weightZeroIsAReserve() {
        ModelRoute route =
                route(RoutePolicy.WEIGHTED, of("a").withWeight(0), of("b").withPriority(9));
        RouteOrder order = order(route, healthy(2), random.nextLong(), false);
        assertThat(names(route, order)).containsExactly("b", "a");
        assertThat(order.why(0)).isEqualTo(Why.RESERVE);
    }

    @Test
    void preferredRegionsComeFirst() {
        ModelRoute route =
                inRegions(
                        route(
                                RoutePolicy.PRIORITY,
                                of("us").in("us-east-1"),
                                of("eu").in("eu-west-1")),
                        "eu-*",
                        "us-*");
        assertThat(names(route, healthy(2))).containsExactly("eu", "us");
    }

    @Test
    void equalNumbersGiveEqualOrders() {
        ModelRoute route = route(RoutePolicy.WEIGHTED, of("a"), of("b"), of("c"));
        long number = random.nextLong();
        assertThat(names(route, order(route, healthy(3), number, false)))
                .isEqualTo(names(route, order(route, healthy(3), number, false)));
    }

    @Test
    void conversationsStayAndOnlyThoseOfALostTargetMove() {
        ModelRoute route =
                sticky(route(RoutePolicy.LEAST_LOAD, of("a"), of("b"), of("c"), of("d")));
        TargetReading[] readings = healthy(4);
        TargetReading[] without = healthy(4);
        without[1] = OPEN;
        for (int i = 0; i < 500; i++) {
            long number = RouteChoice.binding(Stickiness.CONVERSATION, "session-" + i);
            RouteOrder before = order(route, readings, number, true);
            RouteOrder after = order(route, without, number, true);
            int first = before.next();
            assertThat(before.why(first)).isEqualTo(Why.STICKY);
            assertThat(after.next()).isEqualTo(first == 1 ? before.next() : first);
        }
    }

    @Test
    void busyTargetsGetFewerCalls() {
        ModelRoute route = route(RoutePolicy.LEAST_LOAD, of("a"), of("b"), of("c"));
        TargetReading[] readings = {busy(10, 1_000), busy(0, 1_000), busy(0, 1_000)};
        int[] first = firsts(route, readings);
        // It is never the better one of two.
        assertThat(first[0]).isZero();
        assertThat(first[1] / (double) DRAWS).isCloseTo(0.5, within(0.03));
    }

    @Test
    void slowTargetsCountAsLoaded() {
        ModelRoute route = route(RoutePolicy.LEAST_LOAD, of("slow"), of("fast"));
        assertThat(names(route, new TargetReading[] {busy(1, 900_000), busy(5, 10_000)}))
                .containsExactly("fast", "slow");
    }

    @Test
    void fastestComesFirstAndUnmeasuredOnesAreTriedOnce() {
        ModelRoute route = route(RoutePolicy.LATENCY, of("a"), of("b"), of("c"));
        TargetReading[] readings = {busy(0, 30_000), busy(0, 10_000), busy(0, -1)};
        RouteOrder order = order(route, readings, 1, false);
        assertThat(names(route, order)).containsExactly("c", "b", "a");
        assertThat(order.why(2)).isEqualTo(Why.UNMEASURED);
        readings[2] = busy(1, -1);
        assertThat(names(route, readings)).containsExactly("b", "a", "c");
    }

    @Test
    void cheapestComesFirstAndUnknownPricesLast() {
        ModelRoute route = route(RoutePolicy.COST, of("a"), of("b"), of("c"));
        RouteOrder order =
                order(route, new TargetReading[] {priced(-1), priced(900), priced(20)}, 1, false);
        assertThat(names(route, order)).containsExactly("c", "b", "a");
        assertThat(order.why(0)).isEqualTo(Why.PRICE_UNKNOWN);
    }

    @Test
    void canariesGetTheirPercentageAndNothingElse() {
        ModelRoute route =
                route(
                        RoutePolicy.PRIORITY,
                        of("a"),
                        of("new").as(Role.CANARY, 5),
                        of("newer").as(Role.CANARY, 20));
        int[] first = firsts(route, healthy(3));
        assertThat(first[1] / (double) DRAWS).isCloseTo(0.05, within(0.01));
        assertThat(first[2] / (double) DRAWS).isCloseTo(0.20, within(0.01));
        RouteOrder order = order(route, healthy(3), 3, false);
        assertThat(names(route, order).size() + skips(order, 3, Skip.NOT_DRAWN)).isEqualTo(3);
        // A canary that fails leaves its calls to the others.
        TargetReading[] failing = {TargetReading.NONE, OPEN, OPEN};
        assertThat(firsts(route, failing)[0]).isEqualTo(DRAWS);
    }

    @Test
    void openCircuitsAreLeftOut() {
        ModelRoute route = route(RoutePolicy.PRIORITY, of("a"), of("b"));
        RouteOrder order = order(route, new TargetReading[] {OPEN, TargetReading.NONE}, 1, false);
        assertThat(names(route, order)).containsExactly("b");
        assertThat(order.skipped(0)).isEqualTo(Skip.CIRCUIT_OPEN);
    }

    @Test
    void noMoreAreLeftOutThanTheRouteAllows() {
        ModelRoute route = route(RoutePolicy.PRIORITY, of("a"), of("b"), of("c"), of("d"));
        TargetReading[] readings = {
            new TargetReading(0, 1, true, 10, 9, -1),
            new TargetReading(0, 1, true, 10, 5, -1),
            new TargetReading(0, 1, true, 10, 8, -1),
            TargetReading.NONE
        };
        RouteOrder order = order(route, readings, 1, false);
        // Half of four are left out; the least failing third one comes last.
        assertThat(names(route, order)).containsExactly("d", "b");
        assertThat(order.why(1)).isEqualTo(Why.LAST_RESORT);
        // One alone is never left out by half.
        ModelRoute alone = route(RoutePolicy.PRIORITY, of("a"));
        assertThat(names(alone, new TargetReading[] {OPEN})).containsExactly("a");
    }

    @Test
    void outliersAreLeftOut() {
        ModelRoute route = route(RoutePolicy.PRIORITY, of("a"), of("b"), of("c"));
        TargetReading fine = new TargetReading(0, 1, false, 100, 2, -1);
        TargetReading bad = new TargetReading(0, 1, false, 100, 30, -1);
        RouteOrder order = order(route, new TargetReading[] {bad, fine, fine}, 1, false);
        assertThat(names(route, order)).containsExactly("b", "c");
        assertThat(order.skipped(0)).isEqualTo(Skip.OUTLIER);
        // Where all are as bad, none is out of the ordinary.
        assertThat(names(route, new TargetReading[] {bad, bad, bad})).hasSize(3);
        // Nor is one judged by a few calls.
        TargetReading few = new TargetReading(0, 1, false, 4, 4, -1);
        assertThat(names(route, new TargetReading[] {few, fine, fine})).hasSize(3);
    }

    private static int skips(RouteOrder order, int of, Skip skip) {
        int count = 0;
        for (int i = 0; i < of; i++) {
            count += order.skipped(i) == skip ? 1 : 0;
        }
        return count;
    }

    private int[] firsts(ModelRoute route, TargetReading[] readings) {
        int[] first = new int[readings.length];
        for (int i = 0; i < DRAWS; i++) {
            first[order(route, readings, random.nextLong(), false).next()]++;
        }
        return first;
    }

    private List<String> names(ModelRoute route, TargetReading[] readings) {
        return names(route, order(route, readings, random.nextLong(), false));
    }

    private static List<String> names(ModelRoute route, RouteOrder order) {
        List<String> names = new ArrayList<>();
        for (int i = order.next(); i >= 0; i = order.next()) {
            names.add(route.targets().get(i).provider());
        }
        return names;
    }

    private static RouteOrder order(
            ModelRoute route, TargetReading[] readings, long number, boolean bound) {
        List<Candidate> candidates = new ArrayList<>();
        for (RouteTarget terms : route.targets()) {
            Target target = new Target(provider(terms.provider()), terms.model());
            candidates.add(Candidate.of(route, target, terms));
        }
        return RouteChoice.order(route, candidates, readings, number, bound);
    }

    private static TargetReading[] healthy(int count) {
        TargetReading[] readings = new TargetReading[count];
        Arrays.fill(readings, TargetReading.NONE);
        return readings;
    }

    private static TargetReading busy(int inFlight, long latencyMicros) {
        return new TargetReading(inFlight, latencyMicros, false, 0, 0, -1);
    }

    private static TargetReading priced(long price) {
        return new TargetReading(0, 1_000, false, 0, 0, price);
    }

    private static RouteTarget of(String name) {
        return RouteTarget.of(name, "m");
    }

    static Provider provider(String name) {
        return new Provider(
                new ProviderId("prov_" + name),
                Optional.empty(),
                name,
                Dialect.OPENAI,
                URI.create("https://api.%s.example/v1".formatted(name)),
                List.of(),
                true,
                List.of(),
                true,
                Optional.empty(),
                1);
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

    private static ModelRoute sticky(ModelRoute it) {
        return changed(it, it.regions(), Stickiness.CONVERSATION);
    }

    static ModelRoute inRegions(ModelRoute it, String... regions) {
        return changed(it, List.of(regions), it.sticky());
    }

    private static ModelRoute changed(ModelRoute it, List<String> regions, Stickiness sticky) {
        return new ModelRoute(
                it.id(),
                it.organization(),
                it.name(),
                it.policy(),
                it.targets(),
                regions,
                sticky,
                it.fallbackOn(),
                it.maxEjectedPercent(),
                it.retry(),
                it.timeouts(),
                it.state(),
                it.declaredAt(),
                it.revision());
    }
}
