package dev.cardea.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.control.FirstStart.FirstKeys;
import dev.cardea.server.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A first start that is interrupted is gone on with by the next one, wherever it had got to.
class FirstStartIT {
    @TempDir Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    @Test
    void itIsNoRunningInstallationThatGetsNewKeys() {
        CommandLineCardea first = CommandLineCardea.start(folder, "");
        assertThat(first.cardea().firstKeys()).isPresent();
        assertThat(first.call("GET", "/v1/nothing", "").body())
                .as("the port that was free")
                .contains(
                        "\"doc_url\":\"http://127.0.0.1:%d/errors/API_NOT_FOUND\""
                                .formatted(first.cardea().dataPlane().getFirst().getPort()));
        assertThat(home().resolve("first-start")).doesNotExist();
        try (CommandLineCardea second = first.restarted()) {
            assertThat(second.cardea().firstKeys()).isEmpty();
        }
    }

    @Test
    void interruptedBeforeThereIsAStoreItBeginsAnew() throws IOException {
        Files.createDirectories(home());
        Files.createFile(home().resolve("first-start"));
        Files.createFile(home().resolve("key-encryption.key"));
        Files.writeString(home().resolve("cardea.sqlite.new"), "half");

        try (CommandLineCardea cardea = CommandLineCardea.start(folder, "")) {
            assertThat(cardea.cardea().firstKeys()).isPresent();
            assertThat(cardea.call("GET", "/v1/models", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void interruptedBeforeItCouldShowItsKeysItMakesOthers() throws IOException {
        String lost;
        try (CommandLineCardea first = CommandLineCardea.start(folder, "")) {
            lost = first.cardea().firstKeys().map(FirstKeys::secret).orElseThrow().reveal();
        }
        Files.createFile(home().resolve("first-start"));
        Files.delete(home().resolve("admin.token"));

        try (CommandLineCardea again = CommandLineCardea.start(folder, "")) {
            FirstKeys keys = again.cardea().firstKeys().orElseThrow();
            assertThat(keys.secret().reveal()).isNotEqualTo(lost);
            assertThat(again.call("GET", "/v1/models", "").statusCode()).isEqualTo(200);
            assertThat(again.call(lost, "GET", "/v1/models", "").body()).contains("KEY_REVOKED");
            assertThat(again.run("keys", "list").code()).isZero();
            assertThat(home().resolve("first-start")).doesNotExist();
        }
    }

    @Test
    void aStoreThatIsGoneIsNoFirstStart() throws IOException {
        CommandLineCardea.start(folder, "").close();
        Files.delete(home().resolve("cardea.sqlite"));
        Files.delete(home().resolve("snapshot").resolve("snapshot"));

        assertThatThrownBy(() -> CommandLineCardea.start(folder, ""))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("cardea.sqlite is gone");
        assertThat(home().resolve("cardea.sqlite")).doesNotExist();
    }
}
