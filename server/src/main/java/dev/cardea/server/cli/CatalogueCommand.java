package dev.cardea.server.cli;

import dev.cardea.control.catalogue.CatalogueInvalid;
import dev.cardea.control.catalogue.CatalogueSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `cardea catalogue`: what the gateway knows of providers and models, and how to renew that.
@Command(
        name = "catalogue",
        description = "Look at the catalogue of providers and models, and renew it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CatalogueCommand.Show.class,
            ListCatalogueCommand.class,
            ExportCatalogueCommand.class,
            CatalogueCommand.Update.class,
            CatalogueCommand.Rollback.class
        })
public final class CatalogueCommand implements Callable<Integer> {
    static final String PATH = "/admin/v1/catalogue";

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /// What all of them need: settings, a client, and a way to print.
    abstract static class CatalogueAction implements Callable<Integer> {
        @Mixin private Settings settings;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec private CommandSpec spec;

        AdminClient client() {
            return AdminClient.of(settings.read());
        }

        boolean json() {
            return json;
        }

        Printer printer() {
            return new Printer(spec.commandLine().getOut(), json);
        }

        void describe(JsonNode catalogue) {
            printer()
                    .one(
                            catalogue,
                            "source",
                            "taken_at",
                            "revision",
                            "providers",
                            "models",
                            "overrides");
        }

        void describeUpdate(JsonNode update) {
            if (json) {
                printer().one(update);
                return;
            }
            spec.commandLine()
                    .getOut()
                    .println(
                            update.path("applied").asBoolean()
                                    ? "This catalogue is in use:"
                                    : "This catalogue could be taken up; nothing was changed:");
            describe(update.path("catalogue"));
            printer()
                    .one(
                            update.path("change"),
                            "providers_added",
                            "providers_removed",
                            "providers_moved",
                            "models_added",
                            "models_removed",
                            "models_changed");
        }
    }

    /// `cardea catalogue show`.
    @Command(
            name = "show",
            description = "Show where the catalogue in use is from, since when, and what it holds.",
            mixinStandardHelpOptions = true)
    static final class Show extends CatalogueAction {
        @Override
        public Integer call() {
            describe(client().read(PATH));
            return ExitCode.OK;
        }
    }

    /// `cardea catalogue update`.
    @Command(
            name = "update",
            description = {
                "Take up another catalogue, at once and for later starts, when it passes every check.",
                "Without --from it is read from catalogue.source of the configuration."
            },
            mixinStandardHelpOptions = true)
    static final class Update extends CatalogueAction {
        @Option(
                names = "--from",
                paramLabel = "FILE|URL",
                description = "The catalogue: a file, or an https address.")
        private @Nullable String from;

        @Option(names = "--check", description = "Only say whether it could be taken up.")
        private boolean check;

        @Option(
                names = "--force",
                description =
                        "Take it even if it is much smaller, or sends the calls of providers elsewhere.")
        private boolean force;

        @Override
        public Integer call() {
            AdminClient client = client();
            Map<String, Object> wanted = new LinkedHashMap<>();
            wanted.put("check", check);
            wanted.put("force", force);
            if (from != null) {
                try {
                    CatalogueSource source =
                            CatalogueSource.parse(from, Path.of("").toAbsolutePath());
                    wanted.put("text", source.read());
                    wanted.put("source", source.name());
                } catch (CatalogueInvalid e) {
                    throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
                }
            }
            describeUpdate(client.ask(PATH, wanted));
            return ExitCode.OK;
        }
    }

    /// `cardea catalogue rollback`.
    @Command(
            name = "rollback",
            description = "Go back to the catalogue before, or to the built-in one.",
            mixinStandardHelpOptions = true)
    static final class Rollback extends CatalogueAction {
        @Override
        public Integer call() {
            describeUpdate(client().ask(PATH + "/rollback", Map.of()));
            return ExitCode.OK;
        }
    }
}
