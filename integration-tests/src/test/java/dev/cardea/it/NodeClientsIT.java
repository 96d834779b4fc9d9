package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The official OpenAI and Anthropic libraries for Node, unmodified, in a process of their own.
@Tag("needs-tools")
class NodeClientsIT {
    @TempDir Path folder;

    @Test
    void theyCompleteStreamListAndAreRefusedWithTheReason() throws Exception {
        Path scripts = Files.createDirectories(folder.resolve("node"));
        for (String name : List.of("package.json", "clients.mjs")) {
            try (var in = getClass().getResourceAsStream("/node/" + name)) {
                Files.copy(Objects.requireNonNull(in), scripts.resolve(name));
            }
        }
        run(scripts, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent");
        try (SdkUpstream upstream = SdkUpstream.start();
                RunningCardea cardea = RunningCardea.before(folder, upstream)) {
            Map<String, String> checks = new LinkedHashMap<>();
            run(scripts, "node", "clients.mjs", cardea.url(), cardea.key())
                    .lines()
                    .map(line -> RunningCardea.JSON.readTree(line))
                    .forEach((JsonNode it) ->
                            checks.put(it.path("check").asString(), it.path("value").asString()));
            assertThat(checks)
                    .containsEntry("openai", "Hello from gpt-4")
                    .containsEntry("openai stream", "Hello from gpt-4")
                    .containsEntry("openai models", "claude-x gpt-4 m1 m2")
                    .containsEntry("anthropic", "Hello from claude-x")
                    .containsEntry("anthropic stream", "Hello from claude-x")
                    .containsEntry("refused", "401 CREDENTIAL_PLACEHOLDER");
        }
    }

    private static String run(Path folder, String... command)
            throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(errors.toFile())
                        .start();
        String output =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(command[0] + " ends").isTrue();
        assertThat(process.exitValue()).as(() -> command[0] + " failed: " + read(errors)).isZero();
        return output;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
