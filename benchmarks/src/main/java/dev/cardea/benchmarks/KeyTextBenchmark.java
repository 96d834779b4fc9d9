package dev.cardea.benchmarks;

import dev.cardea.model.Environment;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import dev.cardea.model.Sha256;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Reading a key: its shape and check digits, and the hash by which it is looked up.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KeyTextBenchmark {
    private final String text =
            new KeyText(Environment.LIVE, KeyType.SECRET, KeyText.newId("abc", new SecureRandom()))
                    .issue(new SecureRandom());

    @Benchmark
    public Optional<KeyText> parse() {
        return KeyText.parse(text);
    }

    @Benchmark
    public Sha256 hash() {
        return Sha256.of(text);
    }
}
