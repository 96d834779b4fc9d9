package dev.cardea.benchmarks;

import dev.cardea.admission.RouteChoice;
import dev.cardea.admission.TargetReading;
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
import dev.cardea.model.RouteTimeouts;
import dev.cardea.model.Routed.Candidate;
import dev.cardea.model.Stickiness;
import dev.cardea.model.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What it costs to order the targets of a route for one call. The promise: under 1 µs with 20
/// targets, whatever the policy.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouteChoiceBenchmark {
    @Param({"20"})
    int targets;

    @Param({"PRIORITY", "WEIGHTED", "LEAST_LOAD", "LATENCY", "COST"})
    RoutePolicy policy;

    private @Nullable ModelRoute route;
    private List<Candidate> candidates = new ArrayList<>();
    private TargetReading[] readings = {};
    private long number;

    @Setup
    public void fill() {
        List<RouteTarget> all = new ArrayList<>();
        candidates = new ArrayList<>();
        readings = new TargetReading[targets];
        for (int i = 0; i < targets; i++) {
            RouteTarget terms =
                    RouteTarget.of("provider-" + i, "model-" + i)
                            .withWeight(1 + i % 5)
                            .withPriority(i % 3)
                            .in(i % 2 == 0 ? "eu-west-1" : "us-east-1");
            all.add(terms);
            boolean open = i % 10 == 9;
            readings[i] = new TargetReading(i % 7, 1_000L * (i * 7 % 20), open, 100, i, 1_000 - i);
        }
        route =
                new ModelRoute(
                        new RouteId("route_1"),
                        Optional.empty(),
                        "fast",
                        policy,
                        all,
                        List.of("eu-*", "us-*"),
                        Stickiness.NONE,
                        ErrorClass.USUAL,
                        ModelRoute.USUAL_MAX_EJECTED,
                        RouteRetry.NONE,
                        RouteTimeouts.NONE,
                        Lifecycle.ACTIVE,
                        Optional.empty(),
                        1);
        for (int i = 0; i < targets; i++) {
            Target target = new Target(provider(i), "model-" + i);
            candidates.add(Candidate.of(route, target, all.get(i)));
        }
    }

    @Benchmark
    public int choose() {
        return RouteChoice.order(
                        Objects.requireNonNull(route), candidates, readings, number++, false)
                .next();
    }

    private static Provider provider(int number) {
        return new Provider(
                new ProviderId("prov_" + number),
                Optional.empty(),
                "provider-" + number,
                Dialect.OPENAI,
                URI.create("https://api.example.com/v1"),
                List.of(),
                true,
                List.of(),
                true,
                Optional.empty(),
                1);
    }
}
