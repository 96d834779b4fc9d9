package dev.cardea.server.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `cardea providers test`: whether providers take the gateway's credentials, by listing models.
@Command(
        name = "test",
        description =
                "List the models of a provider, or of all, with each credential. Fails when one is refused or no answer comes.",
        mixinStandardHelpOptions = true)
final class TestProvidersCommand implements Callable<Integer> {
    @Mixin private Settings settings;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The provider's name.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode items =
                AdminClient.of(settings.read())
                        .ask(
                                "/admin/v1/providers/test",
                                name == null ? Map.of() : Map.of("provider", name))
                        .path("items");
        new Printer(spec.commandLine().getOut(), json)
                .many(items, "provider", "name", "outcome", "code", "millis", "said", "fix");
        for (JsonNode item : items) {
            String outcome = item.path("outcome").asString("");
            if (outcome.equals("refused") || outcome.equals("unreachable")) {
                return ExitCode.FAILED;
            }
        }
        return ExitCode.OK;
    }
}
