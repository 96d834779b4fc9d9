package dev.cardea.server.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `cardea version`.
@Command(
        name = "version",
        description = "Show the version of Cardea and of Java.",
        mixinStandardHelpOptions = true)
public final class VersionCommand implements Callable<Integer>, IVersionProvider {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    new JsonMapper()
                            .writeValueAsString(
                                    Map.of(
                                            "cardea",
                                            version(),
                                            "java",
                                            Runtime.version().toString())));
        } else {
            out.println(getVersion()[0]);
        }
        out.flush();
        return ExitCode.OK;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"cardea %s (Java %s)".formatted(version(), Runtime.version())};
    }

    /// As in the jar's manifest; `development` when run from classes.
    public static String version() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
