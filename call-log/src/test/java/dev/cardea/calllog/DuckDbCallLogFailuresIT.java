package dev.cardea.calllog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.model.CallRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the log on disk does when something is full, cut, damaged or gone.
class DuckDbCallLogFailuresIT {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration PLENTY = Duration.ofSeconds(10);

    @TempDir Path directory;

    @Test
    void callsSurviveAnOrderlyRestartWithoutDoubles() {
        take(0, 100);
        take(100, 200);
        try (CallLog log = open()) {
            assertThat(count(log)).isEqualTo(200);
        }
        try (CallLog log = open()) {
            assertThat(count(log)).isEqualTo(200);
            log.sink().accept(call(200));
            assertThat(count(log)).isEqualTo(201);
            assertThat(log.find("req_00000")).isPresent();
            assertThat(log.find("req_00200")).isPresent();
        }
    }

    @Test
    void loadedSpoolFilesAreRemovedButTheNewest() throws IOException {
        CallLogOptions small = CallLogOptions.in(directory).withSpool(1 << 30, 10_000);
        try (CallLog log = new DuckDbCallLog(small, () -> NOON)) {
            for (int i = 0; i < 5; i++) {
                IntStream.range(100 * i, 100 * i + 100).forEach(n -> log.sink().accept(call(n)));
                assertThat(log.flush(PLENTY)).isTrue();
            }
            assertThat(spoolFiles()).hasSizeGreaterThan(1);
            assertThat(count(log)).isEqualTo(500);
            assertThat(spoolFiles()).hasSizeLessThanOrEqualTo(1);
        }
        try (CallLog log = new DuckDbCallLog(small, () -> NOON)) {
            log.sink().accept(call(500));
            assertThat(count(log)).isEqualTo(501);
        }
    }

    @Test
    void cutSpoolLosesOnlyTheLastFrame() throws IOException {
        try (CallLog log = open()) {
            IntStream.range(0, 50).forEach(n -> log.sink().accept(call(n)));
            log.flush(PLENTY);
            IntStream.range(50, 60).forEach(n -> log.sink().accept(call(n)));
            log.flush(PLENTY);
        }
        Path file = spoolFiles().getLast();
        long size = Files.size(file);
        for (long cut : List.of(size - 1, size - 700)) {
            try (var bytes = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                bytes.truncate(cut);
            }
        }
        try (CallLog log = open()) {
            assertThat(count(log)).isEqualTo(50);
            log.sink().accept(call(60));
            assertThat(count(log)).isEqualTo(51);
        }
    }

    @Test
    void damagedByteLosesTheRestOfThatFileOnly() throws IOException {
        take(0, 50);
        take(50, 100);
        byte[] bytes = Files.readAllBytes(spoolFiles().getFirst());
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(spoolFiles().getFirst(), bytes);
        try (CallLog log = open()) {
            assertThat(count(log)).isEqualTo(50);
            assertThat(log.find("req_00099")).isPresent();
            assertThat(log.status().trouble()).isEmpty();
        }
    }

    @Test
    void foreignFilesAreLeftAlone() throws IOException {
        Path notes = Files.writeString(directory.resolve("notes.txt"), "mine");
        Path other =
                Files.writeString(directory.resolve("calls-000000000001.spool"), "not a spool");
        take(0, 10);
        try (CallLog log = open()) {
            assertThat(count(log)).isEqualTo(10);
        }
        assertThat(notes).hasContent("mine");
        assertThat(other).doesNotExist();
    }

    @Test
    void damagedDatabaseIsSetAsideAndCallsGoOn() throws IOException {
        take(0, 10);
        try (CallLog log = open()) {
            assertThat(count(log)).isEqualTo(10);
        }
        Path database = directory.resolve(CallDatabase.FILE);
        Files.write(database, new byte[100_000]);
        try (CallLog log = open()) {
            log.sink().accept(call(10));
            assertThat(log.find("req_00010")).isPresent();
            assertThat(log.status().state()).isEqualTo(CallLogStatus.State.OPEN);
            assertThat(log.sink().dropped()).isZero();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(f -> f.toString().contains(".damaged-"))).hasSize(1);
        }
    }

    @Test
    void lockedDatabaseLeavesCallsInTheSpoolUntilItIsFree() throws Exception {
        take(0, 1);
        Process holder = Children.holdDatabase(directory);
        try (CallLog log = open()) {
            log.sink().accept(call(1));
            assertThatThrownBy(() -> log.find("req_00001"))
                    .isInstanceOf(CallLogUnavailable.class)
                    .hasMessageContaining("lock");
            assertThat(log.status().state()).isEqualTo(CallLogStatus.State.UNAVAILABLE);
            assertThat(log.status().pendingBytes()).isPositive();
            assertThat(log.sink().dropped()).isZero();
            holder.destroyForcibly().waitFor();
            assertThat(count(log)).isEqualTo(2);
            assertThat(log.status().state()).isEqualTo(CallLogStatus.State.OPEN);
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void fullQueueCountsDrops() {
        CallLogOptions tiny = CallLogOptions.in(directory).withQueueCapacity(16);
        try (CallLog log = new DuckDbCallLog(tiny, () -> NOON)) {
            IntStream.range(0, 50_000).forEach(n -> log.sink().accept(call(n)));
            long dropped = log.sink().dropped();
            assertThat(dropped).isPositive();
            assertThat(count(log) + dropped).isEqualTo(50_000);
            assertThat(log.status().taken() + dropped).isEqualTo(50_000);
        }
    }

    @Test
    void callsOverTheSpoolsLimitAreDroppedAndCounted() throws Exception {
        Files.createDirectories(directory.resolve("locked"));
        CallLogOptions options =
                CallLogOptions.in(directory.resolve("locked")).withSpool(10_000, 5_000);
        try (CallLog log = new DuckDbCallLog(options, () -> NOON)) {
            IntStream.range(0, 1_000).forEach(n -> log.sink().accept(call(n)));
            log.flush(PLENTY);
            // The limit is looked at once a second.
            for (int i = 0; i < 100 && log.sink().dropped() == 0; i++) {
                Thread.sleep(50);
                log.sink().accept(call(1_000 + i));
                log.flush(PLENTY);
            }
            assertThat(log.sink().dropped()).isPositive();
            assertThat(log.status().trouble()).contains("dropped");
            assertThat(log.find("req_00000")).isPresent();
        }
    }

    @Test
    void daysPastTheirRetentionAreDroppedByItself() {
        CallLogOptions options = CallLogOptions.in(directory).withRetentionDays(1);
        try (CallLog log = new DuckDbCallLog(options, () -> NOON)) {
            log.sink().accept(Calls.full("req_old", NOON.minus(Duration.ofDays(2))));
            log.sink().accept(Calls.full("req_yesterday", NOON.minus(Duration.ofDays(1))));
            log.sink().accept(Calls.full("req_today", NOON));
            assertThat(log.find("req_old")).isEmpty();
            assertThat(log.find("req_yesterday")).isPresent();
            assertThat(log.find("req_today")).isPresent();
        }
    }

    @Test
    void overlongTextsAreCut() {
        try (CallLog log = open()) {
            log.sink().accept(Calls.asking("req_1", NOON, "m".repeat(100_000)));
            assertThat(log.find("req_1").map(CallRecord::modelAsked))
                    .contains("m".repeat(CallEncoder.MAX_TEXT));
        }
    }

    @Test
    void callersThatVaryEverythingAreKeptToo() {
        try (CallLog log = open()) {
            IntStream.range(0, 20_000)
                    .forEach(n -> log.sink().accept(Calls.asking("req_" + n, NOON, "model-" + n)));
            CallFilter one = CallFilter.builder().model("model-19999").build();
            assertThat(log.summary(one).calls()).isEqualTo(1);
            assertThat(count(log)).isEqualTo(20_000);
            assertThat(log.find("req_5").map(CallRecord::modelAsked)).contains("model-5");
        }
    }

    private CallLog open() {
        return new DuckDbCallLog(CallLogOptions.in(directory), () -> NOON);
    }

    /// Takes calls into a log that is closed without being asked: they stay in the spool.
    private void take(int from, int until) {
        try (CallLog log = open()) {
            IntStream.range(from, until).forEach(n -> log.sink().accept(call(n)));
        }
    }

    private static CallRecord call(int number) {
        return Calls.completed("req_%05d".formatted(number), NOON.plus(Duration.ofMillis(number)));
    }

    private static long count(CallLog log) {
        return log.summary(CallFilter.everything()).calls();
    }

    private List<Path> spoolFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(".spool")).sorted().toList();
        }
    }
}
