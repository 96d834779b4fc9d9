package dev.cardea.benchmarks;

import dev.cardea.benchmarks.load.Effort;
import dev.cardea.benchmarks.load.SideBySide;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Weighs Cardea idle and with thousands of open streams.
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        description = "Memory when idle and with 10,000 open streams, and the time to start.")
final class MemoryCommand implements Runnable {
    @Option(names = "--quick", description = "2,000 streams and one start.")
    private boolean quick;

    @Override
    public void run() {
        Path root = ResultsFile.root();
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        try (var run = new SideBySide(root, effort)) {
            new ResultsFile(root).replace("memory " + effort.name(), run.memory());
        }
    }
}
