package dev.cardea.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.dialect.classify.UpstreamAnswer;
import dev.cardea.dialect.classify.UpstreamClassifier;
import dev.cardea.dialect.classify.Verdict;
import dev.cardea.model.Dialect;
import dev.cardea.server.cli.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamRulesIT {
    private static final String RULE =
            """
            # a table of one rule
            teapot = %s
            status: 418
            evidence: the provider is a teapot
            """;

    @TempDir private Path folder;

    @Test
    void aChangedTableIsInUseWithoutARestartAndABrokenOneIsNot() throws Exception {
        String before = code();
        Path file = folder.resolve("rules.txt");
        write(file, RULE.formatted("UPSTREAM_OUTAGE"), 1);
        try (UpstreamRules _ = UpstreamRules.following(file, Duration.ofMillis(20))) {
            assertThat(code()).isEqualTo("UPSTREAM_OUTAGE");

            write(file, RULE.formatted("UPSTREAM_OVERLOADED"), 2);
            await("UPSTREAM_OVERLOADED");
            write(file, "teapot = NO_SUCH_REASON\nstatus: 418\nevidence: x\n", 3);
            Thread.sleep(200);
            assertThat(code()).isEqualTo("UPSTREAM_OVERLOADED");
            Files.delete(file);
            Thread.sleep(100);
            assertThat(code()).isEqualTo("UPSTREAM_OVERLOADED");
        }
        assertThat(code()).isEqualTo(before);
    }

    @Test
    void aTableThatCannotBeUsedStopsTheStart() throws Exception {
        Path file = folder.resolve("rules.txt");
        assertThatThrownBy(() -> UpstreamRules.following(file, Duration.ofMinutes(1)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("can't be read");
        write(file, "\nteapot = UPSTREAM_OUTAGE\nstatuss: 418\n", 1);
        assertThatThrownBy(() -> UpstreamRules.following(file, Duration.ofMinutes(1)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("line 3");
    }

    private static void write(Path file, String table, int second) throws Exception {
        Files.writeString(file, table);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }

    private static void await(String expected) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!code().equals(expected)) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            Thread.sleep(10);
        }
    }

    private static String code() {
        Verdict verdict =
                UpstreamClassifier.standard()
                        .classify(
                                new UpstreamAnswer(
                                        "up",
                                        Dialect.OPENAI,
                                        418,
                                        Map.of(),
                                        "{}".getBytes(StandardCharsets.UTF_8),
                                        Instant.EPOCH));
        return switch (verdict) {
            case Verdict.ProviderTrouble trouble -> trouble.reason().code();
            case Verdict.CallerRequest _ -> "CALLER_REQUEST";
        };
    }
}
