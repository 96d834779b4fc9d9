package dev.cardea.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.cardea.calllog.CallFilter;
import dev.cardea.calllog.CallLog;
import dev.cardea.calllog.CallLogOptions;
import dev.cardea.calllog.CallQuery;
import dev.cardea.calllog.DuckDbCallLog;
import dev.cardea.model.Attempt;
import dev.cardea.model.CallRecord;
import dev.cardea.model.RequestIds;
import dev.cardea.model.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The CPU that one call record costs in this process from the hand-over to the database's file, at a
/// fixed rate, less what making the record costs.
final class CallLogCost {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final int TICKS_PER_SECOND = 100;

    private final int perSecond;
    private final int seconds;
    private final RequestIds ids = new RequestIds("node-1");
    private String newest = "";
    private long made;

    CallLogCost(int perSecond, int seconds) {
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    String measure() {
        try {
            Path folder = Files.createTempDirectory("cardea-log");
            try (var log = new DuckDbCallLog(CallLogOptions.in(folder), InstantSource.system())) {
                // Half of the time warms up.
                run(log, seconds / 2);
                log.summary(CallFilter.everything());
                double micros = run(log, seconds / 2);
                return report(log, micros, folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// CPU microseconds per record of everything but the thread that makes the records.
    private double run(CallLog log, int seconds) {
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = SYSTEM.getProcessCpuTime();
        long maker = threads.getCurrentThreadCpuTime();
        long accepting = 0;
        long first = made;
        long next = System.nanoTime();
        List<CallRecord> batch = new ArrayList<>();
        for (int tick = 0; tick < seconds * TICKS_PER_SECOND; tick++) {
            batch.clear();
            for (int i = 0; i < perSecond / TICKS_PER_SECOND; i++) {
                batch.add(record(made++));
            }
            long begin = System.nanoTime();
            batch.forEach(log.sink()::accept);
            accepting += System.nanoTime() - begin;
            next += TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND;
            pause(next - System.nanoTime());
        }
        // What is still in files belongs to the cost.
        log.summary(CallFilter.builder().key("nobody").build());
        long rest =
                SYSTEM.getProcessCpuTime()
                        - cpu
                        - (threads.getCurrentThreadCpuTime() - maker)
                        + accepting;
        return rest / 1e3 / (made - first);
    }

    private String report(CallLog log, double micros, Path folder) throws IOException {
        var text = new StringBuilder("## Call log\n\n");
        text.append(
                line(
                        "- %d records/s for %d s: **%.2f µs of CPU per record**, all in; %d taken, %d dropped"
                                .formatted(
                                        perSecond,
                                        seconds,
                                        micros,
                                        log.status().taken(),
                                        log.status().dropped())));
        text.append(
                line(
                        "- newest 50 of one key among %d: %.0f ms; totals: %.0f ms; one by id: %.0f ms"
                                .formatted(
                                        made,
                                        millis(() ->
                                                log.search(
                                                        CallQuery.newest(
                                                                CallFilter.builder()
                                                                        .key("key_7")
                                                                        .build(),
                                                                50))),
                                        millis(() -> log.summary(CallFilter.everything())),
                                        millis(() -> log.find(newest)))));
        log.close();
        try (Stream<Path> files = Files.list(folder)) {
            long bytes =
                    files.filter(file -> file.toString().contains(".duckdb"))
                            .mapToLong(file -> file.toFile().length())
                            .sum();
            text.append(line("- %.0f bytes per record on disk".formatted((double) bytes / made)));
        }
        return text.toString();
    }

    private static double millis(Runnable question) {
        long begin = System.nanoTime();
        question.run();
        return (System.nanoTime() - begin) / 1e6;
    }

    private static String line(String text) {
        return text + "\n";
    }

    /// A record as the gateway makes it: some texts shared, those of the request fresh.
    private CallRecord record(long number) {
        Instant now = Instant.now();
        newest = ids.next(now);
        return CallRecord.begun(newest, now)
                .node("node-1")
                .environment("live")
                .method("POST")
                .path("/v1/chat/" + "completions".substring((int) (number % 2)))
                .endpoint("chat_completions")
                .dialect("openai")
                .status(200)
                .key("key_" + number % 50)
                .organization("org_1")
                .team("team_1")
                .application("app_1")
                .owner("own_1")
                .address("192.0.2." + number % 4)
                .userAgent("OpenAI/Java 4.101.0")
                .modelAsked("openai/gpt-5")
                .modelSent("gpt-5")
                .modelAnswered("gpt-5-2025-08-07")
                .provider("openai")
                .upstreamRequestId("chatcmpl-" + Long.toString(System.nanoTime() * 31, 36))
                .attempts(
                        List.of(
                                new Attempt(
                                        "openai",
                                        "cred_1",
                                        "gpt-5",
                                        200,
                                        "",
                                        41_000 + number % 997)))
                .streamed(true)
                .usage(new Usage(1_000 + number % 89, 250 + number % 71, 0, 0, 0, false))
                .firstByteMicros(41_500 + number % 997)
                .totalMicros(2_300_000 + number % 9_973)
                .bytesIn(1_234)
                .bytesOut(45_678)
                .snapshotRevision(42)
                .build();
    }

    private static void pause(long nanos) {
        if (nanos > 0) {
            try {
                Thread.sleep(Duration.ofNanos(nanos));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
