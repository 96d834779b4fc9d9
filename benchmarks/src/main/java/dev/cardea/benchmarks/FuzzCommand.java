package dev.cardea.benchmarks;

import dev.cardea.benchmarks.fuzz.FuzzRun;
import dev.cardea.benchmarks.fuzz.FuzzTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Fuzzes the parsers of the dialects.
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        description =
                "Fuzzes every parser that takes bytes from clients or providers, with Jazzer."
                        + " Exit code 1: an input failed.")
final class FuzzCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            description = "Which targets: ${COMPLETION-CANDIDATES}; all when none is given.")
    private List<FuzzTarget> targets = new ArrayList<>();

    @Option(
            names = "--seconds",
            defaultValue = "600",
            description = "How long each target is fuzzed, ${DEFAULT-VALUE} unless given.")
    private long seconds = 600;

    @Override
    public Integer call() {
        Path root = ResultsFile.root();
        Path work = root.resolve("benchmarks").resolve("target").resolve("fuzz");
        boolean passed = true;
        for (FuzzTarget target : targets.isEmpty() ? List.of(FuzzTarget.values()) : targets) {
            var result = FuzzRun.of(target, Duration.ofSeconds(seconds), root, work);
            passed &= result.passed();
            System.out.printf(
                    "%-10s %s, %s inputs, %s%n",
                    target,
                    result.passed() ? "passed" : "FAILED",
                    result.runs() < 0 ? "?" : result.runs(),
                    result.log());
        }
        return passed ? 0 : 1;
    }
}
