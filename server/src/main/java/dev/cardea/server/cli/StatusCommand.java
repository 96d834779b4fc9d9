package dev.cardea.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `cardea status`: what runs, how old its data is, and what was dropped.
@Command(
        name = "status",
        description = "Show what runs, how old its data is, and what was dropped.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    @Mixin private Settings settings;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode status = AdminClient.of(settings.read()).read("/admin/v1/status");
        new Printer(spec.commandLine().getOut(), json)
                .one(
                        status,
                        status.propertyNames().stream()
                                .filter(it -> !it.equals("troubles"))
                                .toArray(String[]::new));
        if (!json) {
            for (JsonNode trouble : status.path("troubles")) {
                spec.commandLine().getOut().printf("%-16s %s%n", "trouble", trouble.asString(""));
            }
            spec.commandLine().getOut().flush();
        }
        return ExitCode.OK;
    }
}
