package dev.cardea.server;

import dev.cardea.server.cli.CommandFailure;
import dev.cardea.server.cli.ConfigCommand;
import dev.cardea.server.cli.ExitCode;
import dev.cardea.server.cli.KeysCommand;
import dev.cardea.server.cli.ProvidersCommand;
import dev.cardea.server.cli.RoutesCommand;
import dev.cardea.server.cli.StatusCommand;
import dev.cardea.server.cli.VersionCommand;
import dev.cardea.server.config.ConfigurationException;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `cardea`: starts the gateway, and speaks to one that runs.
@Command(
        name = "cardea",
        description = "AI gateway and API management platform.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "./cardea also knows: test [--all] [module ...], bench, build.",
            "Exit codes: 0 done, 1 failed, 2 usage, 10 configuration, 11 port, 12 home, 13 store,",
            "14 no Cardea answers, 15 refused."
        },
        subcommands = {
            RunCommand.class,
            TrainCommand.class,
            KeysCommand.class,
            ProvidersCommand.class,
            RoutesCommand.class,
            StatusCommand.class,
            ConfigCommand.class,
            VersionCommand.class,
            AutoComplete.GenerateCompletion.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Callable<Integer> {
    @Spec private CommandSpec spec;

    private Main() {}

    public static void main(String[] words) {
        System.exit(commandLine().execute(words));
    }

    /// The whole command line, with errors that are one sentence each.
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((exception, command, _) -> {
            String sentence =
                    exception.getMessage() == null
                            ? exception.getClass().getSimpleName()
                            : exception.getMessage();
            command.getErr().println("cardea: " + sentence);
            command.getErr().flush();
            return switch (exception) {
                case CommandFailure failure -> failure.exitCode();
                case ConfigurationException _ -> ExitCode.CONFIGURATION;
                default -> {
                    exception.printStackTrace(command.getErr());
                    yield ExitCode.FAILED;
                }
            };
        });
        return line;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
