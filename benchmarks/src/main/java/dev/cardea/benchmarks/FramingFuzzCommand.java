package dev.cardea.benchmarks;

import dev.cardea.relay.http.FramingFuzz;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs the differential fuzzer of the HTTP/1.1 framing for longer than the tests do.
@Command(
        name = "fuzz-framing",
        mixinStandardHelpOptions = true,
        description = {
            "Sends mutated messages to the own HTTP/1.1 codec and to Netty's, whole and split, and fails",
            "with the bytes where they disagree."
        })
final class FramingFuzzCommand implements Runnable {
    @Option(names = "--seconds", defaultValue = "60", description = "How long; default 60.")
    private int seconds;

    @Option(names = "--seed", description = "Repeats the run with this seed.")
    private long seed = System.nanoTime();

    @Override
    public void run() {
        System.out.println("seed " + seed);
        var fuzz = new FramingFuzz(seed);
        fuzz.run(Duration.ofSeconds(seconds));
        System.out.println(fuzz.summary());
    }
}
