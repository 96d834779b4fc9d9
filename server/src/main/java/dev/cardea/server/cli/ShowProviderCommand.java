package dev.cardea.server.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `cardea providers show`: one provider, the credentials there, and what their states rest on.
@Command(
        name = "show",
        description = "Show a provider, the credentials there, and what their states rest on.",
        mixinStandardHelpOptions = true)
final class ShowProviderCommand implements Callable<Integer> {
    @Mixin private Settings settings;

    @Parameters(paramLabel = "NAME", description = "The provider's name.")
    private String name;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode items =
                AdminClient.of(settings.read())
                        .read(
                                "/admin/v1/upstreams?provider="
                                        + URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .path("items");
        if (items.isEmpty()) {
            throw new CommandFailure(ExitCode.REFUSED, "no provider is called " + name);
        }
        JsonNode provider = items.get(0);
        Printer printer = new Printer(spec.commandLine().getOut(), json);
        if (json) {
            printer.one(provider);
            return ExitCode.OK;
        }
        printer.one(provider, "name", "id", "dialect", "base_url", "state", "keyless", "incident");
        JsonNode page = provider.path("status_page");
        if (!page.isMissingNode()) {
            printer.one(page, "description", "incidents", "read", "trouble");
        }
        for (JsonNode held : provider.path("credentials")) {
            spec.commandLine().getOut().println();
            printer.one(
                    held.path("credential"),
                    "name",
                    "id",
                    "fingerprint",
                    "weight",
                    "requests_per_minute",
                    "tokens_per_minute",
                    "models",
                    "declared_at");
            JsonNode health = held.path("health");
            printer.one(
                    health,
                    "state",
                    "since",
                    "until",
                    "observations",
                    "calls",
                    "failures",
                    "last_answer");
            JsonNode evidence =
                    health.has("evidence") ? health.path("evidence") : health.path("last_failure");
            printer.one(evidence, "at", "code", "status", "rule", "saw", "message", "model");
            printer.one(health, "fix");
        }
        return ExitCode.OK;
    }
}
