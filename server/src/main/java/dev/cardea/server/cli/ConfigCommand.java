package dev.cardea.server.cli;

import dev.cardea.server.config.Configuration;
import dev.cardea.server.config.ConfiguredFiles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `cardea config`: looks at the configuration without starting anything.
@Command(
        name = "config",
        description = "Check the configuration.",
        mixinStandardHelpOptions = true,
        subcommands = ConfigCommand.CheckFile.class)
public final class ConfigCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /// `cardea config check`.
    @Command(
            name = "check",
            description =
                    "Read the configuration and say what is wrong with it, or what it comes to.",
            mixinStandardHelpOptions = true)
    static final class CheckFile implements Callable<Integer> {
        @Mixin private Settings settings;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() {
            Configuration configuration = settings.read();
            ConfiguredFiles.check(configuration);
            ConfiguredFiles.checkCatalogue(configuration);
            List<String> listeners =
                    configuration.listeners().stream()
                            .map(l -> l.address().getHostString() + ":" + l.address().getPort())
                            .toList();
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(
                        new JsonMapper()
                                .writeValueAsString(
                                        Map.of(
                                                "file",
                                                settings.file().map(Object::toString).orElse(""),
                                                "home",
                                                configuration.home().toString(),
                                                "listeners",
                                                listeners,
                                                "providers",
                                                configuration.providers().stream()
                                                        .map(Configuration.DeclaredProvider::name)
                                                        .toList())));
            } else {
                out.printf(
                        "The configuration%s is right.%n",
                        settings.file().map(f -> " " + f).orElse(""));
                out.printf("home       %s%n", configuration.home());
                listeners.forEach(l -> out.printf("listens    %s%n", l));
                configuration.notices().forEach(n -> out.printf("%s%n", n));
            }
            out.flush();
            return ExitCode.OK;
        }
    }
}
