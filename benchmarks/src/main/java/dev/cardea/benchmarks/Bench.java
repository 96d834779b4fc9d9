package dev.cardea.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command `./cardea bench`.
@Command(
        name = "cardea bench",
        description = "Measures Cardea and writes benchmarks/RESULTS.md; fuzzes its parsers.",
        mixinStandardHelpOptions = true,
        subcommands = {
            LoadCommand.class,
            MemoryCommand.class,
            ProfileCommand.class,
            LogCommand.class,
            JmhCommand.class,
            FuzzCommand.class,
            FramingFuzzCommand.class
        },
        footer = {
            "",
            "Everything stays on this machine's loopback. Exit code 4: a tool is missing."
        })
public final class Bench implements Runnable {
    private final CommandLine line = new CommandLine(this);

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /// The whole command line; transports and targets are named in any case, as the configuration names them.
    static CommandLine commandLine() {
        CommandLine line = new Bench().line;
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof MissingTool missing) {
                command.getErr().println(missing.getMessage());
                return 4;
            }
            throw failure;
        });
        return line;
    }

    /// Without a subcommand there is nothing to run.
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                line, "say what to run: load, memory, profile, log, jmh, fuzz or fuzz-framing");
    }
}
