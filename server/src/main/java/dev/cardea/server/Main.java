package dev.cardea.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cardea.server.cli.CatalogueCommand;
import dev.cardea.server.cli.CommandFailure;
import dev.cardea.server.cli.ConfigCommand;
import dev.cardea.server.cli.ExitCode;
import dev.cardea.server.cli.KeysCommand;
import dev.cardea.server.cli.ProvidersCommand;
import dev.cardea.server.cli.RoutesCommand;
import dev.cardea.server.cli.Settings;
import dev.cardea.server.cli.StatusCommand;
import dev.cardea.server.cli.VersionCommand;
import dev.cardea.server.config.ConfigurationException;
import java.io.PrintWriter;
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
            CatalogueCommand.class,
            StatusCommand.class,
            ConfigCommand.class,
            VersionCommand.class,
            AutoComplete.GenerateCompletion.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Callable<Integer> {
    @Spec private CommandSpec spec;

    private Main() {}

    /// Without options, `run` begins without the command line's machinery, which takes a third of a
    /// start.
    public static void main(String[] words) {
        boolean plainRun = words.length == 1 && words[0].equals("run");
        System.exit(plainRun ? run() : commandLine().execute(words));
    }

    private static int run() {
        PrintWriter errors = new PrintWriter(System.err, true, UTF_8);
        try {
            return RunCommand.run(new Settings(), new PrintWriter(System.out, true, UTF_8));
        } catch (Exception e) {
            return failed(e, errors);
        }
    }

    /// The whole command line, with errors that are one sentence each.
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(
                (exception, command, _) -> failed(exception, command.getErr()));
        return line;
    }

    /// Says in one sentence what failed; the exit code.
    private static int failed(Exception exception, PrintWriter errors) {
        String sentence =
                exception.getMessage() == null
                        ? exception.getClass().getSimpleName()
                        : exception.getMessage();
        errors.println("cardea: " + sentence);
        errors.flush();
        return switch (exception) {
            case CommandFailure failure -> failure.exitCode();
            case ConfigurationException _ -> ExitCode.CONFIGURATION;
            default -> {
                exception.printStackTrace(errors);
                yield ExitCode.FAILED;
            }
        };
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
