package dev.cardea.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `cardea catalogue export`: the catalogue in use as a file that `update` takes.
@Command(
        name = "export",
        description = {
            "Write the catalogue in use as a file that 'update' takes, here or elsewhere.",
            "What catalogue.models of the configuration says isn't in it: that counts above every catalogue."
        },
        mixinStandardHelpOptions = true)
final class ExportCatalogueCommand extends CatalogueCommand.CatalogueAction {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where to; the standard output if left out.")
    private @Nullable Path file;

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Path target = file;
        if (target != null && !force && Files.exists(target)) {
            throw isThere(target);
        }
        JsonNode edition = client().read(CatalogueCommand.PATH + "/text");
        if (target != null) {
            write(target, edition.path("text").asString());
            printer().one(edition, "source", "revision");
        } else if (json()) {
            printer().one(edition);
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.print(edition.path("text").asString());
            out.flush();
        }
        return ExitCode.OK;
    }

    private void write(Path target, String text) {
        OpenOption[] how =
                force
                        ? new OpenOption[] {
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE
                        }
                        : new OpenOption[] {
                            StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE
                        };
        try {
            Files.writeString(target, text, how);
        } catch (FileAlreadyExistsException _) {
            throw isThere(target);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "%s can't be written (%s)".formatted(target, e.getClass().getSimpleName()));
        }
    }

    private static CommandFailure isThere(Path target) {
        return new CommandFailure(
                ExitCode.FAILED, "%s is there already; --force writes over it".formatted(target));
    }
}
