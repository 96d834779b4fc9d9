package dev.cardea.server.config;

import dev.cardea.control.catalogue.CatalogueInvalid;
import dev.cardea.control.catalogue.CatalogueSource;
import dev.cardea.dialect.classify.UpstreamClassifier;
import dev.cardea.relay.http.ServerTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Looks at the files that the configuration names but doesn't hold, before anything is created: a first
/// start that can't go on leaves nothing behind, above all no keys that nobody has seen.
public final class ConfiguredFiles {
    private ConfiguredFiles() {}

    /// Looks at those that a start needs: certificates with their keys, and classifier rules.
    ///
    /// @throws ConfigurationException naming the file and what is wrong with it
    public static void check(Configuration configuration) {
        for (Configuration.Listener listener : configuration.listeners()) {
            listener.tls()
                    .ifPresent(tls -> {
                        try {
                            ServerTls.check(tls.certificate(), tls.key());
                        } catch (ServerTls.UnusableCertificate e) {
                            throw new ConfigurationException(String.valueOf(e.getMessage()));
                        }
                    });
        }
        configuration.upstreamRules().ifPresent(ConfiguredFiles::checkRules);
    }

    /// Looks at the file that `cardea catalogue update` reads, where that is a file.
    ///
    /// @throws ConfigurationException when it can't be read
    public static void checkCatalogue(Configuration configuration) {
        if (configuration.catalogue().source().orElse(null) instanceof CatalogueSource.OfFile it) {
            try {
                it.read();
            } catch (CatalogueInvalid e) {
                throw new ConfigurationException("'catalogue.source': " + e.getMessage());
            }
        }
    }

    private static void checkRules(Path file) {
        try {
            UpstreamClassifier.parse(Files.readString(file));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the upstream rules %s can't be read (%s)"
                            .formatted(file, FileTrouble.words(e)));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("%s: %s".formatted(file, e.getMessage()));
        }
    }
}
