package dev.cardea.benchmarks;

import dev.cardea.benchmarks.load.Effort;
import dev.cardea.benchmarks.load.SideBySide;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Tells where the time of a call goes.
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = {
            "Where the CPU time of a call goes: by thread, and by part of the code as the JDK's flight",
            "recorder samples it. About three minutes."
        })
final class ProfileCommand implements Runnable {
    @Option(names = "--quick", description = "Under a minute.")
    private boolean quick;

    @Override
    public void run() {
        Path root = ResultsFile.root();
        try (var run = new SideBySide(root, quick ? Effort.QUICK : Effort.FULL)) {
            new ResultsFile(root).replace("profile", run.profile());
        }
    }
}
