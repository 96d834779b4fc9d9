package dev.cardea.server.cli;

import dev.cardea.control.catalogue.Catalogue;
import dev.cardea.control.catalogue.CatalogueFile;
import dev.cardea.server.config.Configuration;
import dev.cardea.server.config.ConfigurationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the configuration is; shared by all commands.
public final class Settings {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "The configuration; without it CARDEA_CONFIG, else ./cardea.yaml if there is one.")
    private @Nullable Path file;

    /// The configuration of this call.
    ///
    /// @throws dev.cardea.server.config.ConfigurationException when it can't be used
    /// @throws CommandFailure when a named file isn't there
    public Configuration read() {
        return ConfigurationReader.read(file(), System.getenv(), Settings::kept);
    }

    /// The catalogue of a home; what is wrong with it is said by whoever starts with it.
    private static Catalogue kept(Path home) {
        return CatalogueFile.inHome(home).load().edition().catalogue();
    }

    /// The configuration file in use, if there is one.
    Optional<Path> file() {
        Path named = file;
        if (named == null) {
            named = environment("CARDEA_CONFIG").map(Path::of).orElse(null);
        }
        if (named == null) {
            Path usual = Path.of("cardea.yaml");
            return Files.exists(usual) ? Optional.of(usual) : Optional.empty();
        }
        if (!Files.isReadable(named)) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "the configuration %s is not there or can't be read".formatted(named));
        }
        return Optional.of(named);
    }

    static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name));
    }
}
