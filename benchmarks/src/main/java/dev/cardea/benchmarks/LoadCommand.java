package dev.cardea.benchmarks;

import dev.cardea.benchmarks.load.Effort;
import dev.cardea.benchmarks.load.SideBySide;
import dev.cardea.relay.Transport;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs Cardea beside nginx and the other peers under the same load.
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Runs Cardea beside nginx (in the long run also what benchmarks/peers.yaml names): CPU per call,",
            "throughput, latencies, streams, memory, start. About ten minutes."
        })
final class LoadCommand implements Runnable {
    @Option(names = "--quick", description = "Under two minutes, one short round each.")
    private boolean quick;

    @Option(
            names = "--beside",
            split = ",",
            paramLabel = "TRANSPORT",
            description = {
                "Also run Cardea with these: ${COMPLETION-CANDIDATES}. What it takes by itself",
                "(limits.transport: auto) always runs."
            })
    private List<Transport> beside = List.of();

    @Override
    public void run() {
        Path root = ResultsFile.root();
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        try (var run = new SideBySide(root, effort)) {
            new ResultsFile(root).replace("load " + effort.name(), run.all(beside));
        }
    }
}
