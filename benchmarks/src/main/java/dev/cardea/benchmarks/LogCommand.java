package dev.cardea.benchmarks;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures what keeping one call record costs in all.
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description =
                "CPU per call record, all in: queue, spool, database; and how long questions take.")
final class LogCommand implements Runnable {
    @Option(names = "--quick", description = "Ten seconds instead of forty.")
    private boolean quick;

    @Override
    public void run() {
        Path root = ResultsFile.root();
        new ResultsFile(root).replace("log", new CallLogCost(20_000, quick ? 10 : 40).measure());
    }
}
