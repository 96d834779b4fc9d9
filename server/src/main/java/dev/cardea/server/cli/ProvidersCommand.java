package dev.cardea.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `cardea providers`: what is known of the providers and of the gateway's credentials there.
@Command(
        name = "providers",
        description = "Look at providers and the gateway's credentials there.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ListProvidersCommand.class,
            ShowProviderCommand.class,
            TestProvidersCommand.class,
            ClassifyCommand.class
        })
public final class ProvidersCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
