package dev.cardea.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.control.catalogue.Catalogue;
import dev.cardea.relay.Limits;
import dev.cardea.relay.RelayConfig;
import dev.cardea.relay.Timeouts;
import dev.cardea.server.config.Configuration;
import dev.cardea.server.config.ConfigurationException;
import dev.cardea.server.config.ConfigurationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataPlaneTest {
    @Test
    void aGatewayThatNobodyConfiguredHasTheDataPlanesOwnLimits() {
        RelayConfig settings = DataPlane.settings("node-1", read(Optional.empty()), Map.of());

        assertThat(settings.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(settings.timeouts()).isEqualTo(Timeouts.DEFAULT);
    }

    @Test
    void aBodyLimitBeyondWhatCanBeCountedIsToldAtTheStart(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("cardea.yaml");
        Files.writeString(file, "limits:\n  body_bytes: 3gb\n");

        assertThatThrownBy(() -> read(Optional.of(file)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("body_bytes");
    }

    private static Configuration read(Optional<Path> file) {
        return ConfigurationReader.read(file, Map.of(), Catalogue.builtIn());
    }
}
