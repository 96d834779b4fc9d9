package dev.cardea.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// `cardea providers list`: each credential of each provider, and how it fares.
@Command(
        name = "list",
        description = "List providers, the credentials there, and how they fare.",
        mixinStandardHelpOptions = true)
final class ListProvidersCommand implements Callable<Integer> {
    @Mixin private Settings settings;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode items = AdminClient.of(settings.read()).read("/admin/v1/upstreams").path("items");
        Printer printer = new Printer(spec.commandLine().getOut(), json);
        if (json) {
            printer.many(items);
        } else {
            printer.many(
                    rows(items),
                    "provider",
                    "provider_state",
                    "credential",
                    "state",
                    "since",
                    "code",
                    "calls",
                    "failures");
        }
        return ExitCode.OK;
    }

    private static ArrayNode rows(JsonNode providers) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (JsonNode provider : providers) {
            if (provider.path("credentials").isEmpty()) {
                rows.addObject()
                        .put("provider", provider.path("name").asString(""))
                        .put("provider_state", provider.path("state").asString(""))
                        .put("credential", "-");
            }
            for (JsonNode held : provider.path("credentials")) {
                JsonNode health = held.path("health");
                rows.addObject()
                        .put("provider", provider.path("name").asString(""))
                        .put("provider_state", provider.path("state").asString(""))
                        .put("credential", held.path("credential").path("name").asString(""))
                        .put("state", health.path("state").asString(""))
                        .put("since", health.path("since").asString(""))
                        .put("code", health.path("evidence").path("code").asString("-"))
                        .put("calls", health.path("calls").asLong())
                        .put("failures", health.path("failures").asLong());
            }
        }
        return rows;
    }
}
