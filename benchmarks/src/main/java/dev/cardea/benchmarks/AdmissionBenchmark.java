package dev.cardea.benchmarks;

import dev.cardea.admission.Admission;
import dev.cardea.admission.Reach;
import dev.cardea.model.Address;
import dev.cardea.model.Call;
import dev.cardea.model.Change;
import dev.cardea.model.Decision;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Environment;
import dev.cardea.model.Explanation;
import dev.cardea.model.Key;
import dev.cardea.model.KeyState;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Operation;
import dev.cardea.model.Peer;
import dev.cardea.model.Readings;
import dev.cardea.model.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What a decision costs, with calls of keys drawn evenly from all: the worst case for caches. Aims
/// at a median under 2 µs with a million keys, within 1.5 times of that with a thousand. Runs as the
/// product does: one collector thread, small object headers.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms3g", "-Xmx3g", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
public class AdmissionBenchmark {
    private static final int CALLS = 1 << 16;

    /// How many keys the snapshot holds.
    @Param({"1000", "1000000"})
    public int keys;

    private final Admission admission = Admission.reaching(Reach.SAME_DIALECT);
    private Snapshot snapshot = Snapshot.empty(ManyKeys.TAG);
    private Readings readings = Readings.inStep(snapshot);
    private Call[] calls = {};
    private int next;

    @Setup
    public void fill() {
        snapshot = ManyKeys.snapshot(keys);
        readings = Readings.inStep(snapshot);
        SplittableRandom random = new SplittableRandom(7);
        Operation chat =
                new Operation(
                        Endpoint.CHAT_COMPLETIONS,
                        Dialect.OPENAI,
                        "POST",
                        "/v1/chat/completions",
                        true,
                        Optional.empty());
        Peer peer = Peer.direct(new Address(0, 0xffff_0a00_0001L));
        calls = new Call[CALLS];
        for (int i = 0; i < CALLS; i++) {
            calls[i] =
                    new Call(
                            "req_" + i,
                            ManyKeys.NOW,
                            Environment.LIVE,
                            peer,
                            chat,
                            ManyKeys.presented(random.nextInt(keys)),
                            new ModelAsk.Named("m1"),
                            List.of(),
                            false);
        }
    }

    private Call call() {
        next = (next + 1) & (CALLS - 1);
        return calls[next];
    }

    @Benchmark
    public Decision decide() {
        return admission.decide(call(), snapshot, readings, ManyKeys.NOW);
    }

    @Benchmark
    public Explanation explain() {
        return admission.explain(call(), snapshot, readings, ManyKeys.NOW);
    }

    /// One key switched off: the next snapshot.
    @Benchmark
    public Snapshot change() {
        next = (next + 7919) % keys;
        Key key = ManyKeys.key(next).withState(KeyState.DISABLED);
        return snapshot.with(new Change(snapshot.revision() + 1, ManyKeys.NOW, key));
    }
}
