package dev.cardea.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Load at a fixed rate, by `h2load`, so that latencies don't shrink to what saturation allows.
final class ConstantRate {
    private static final int CONNECTIONS = 64;

    private final Processes processes;
    private final Path folder;
    private final int core;

    ConstantRate(Processes processes, Path folder, int core) {
        this.processes = processes;
        this.folder = folder;
        this.core = core;
    }

    /// Posts one body at this rate over 64 connections.
    Load post(Contender to, Ask ask, double perSecond, int seconds) {
        Path body = folder.resolve("body.json");
        Path times = folder.resolve("times.tsv");
        try {
            Files.writeString(body, ask.body());
            Files.deleteIfExists(times);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long before = Processes.cpuMicros(to.process());
        processes.run(
                "h2load",
                core,
                seconds + 30L,
                List.of(
                        "h2load",
                        "--h1",
                        "-t1",
                        "-c" + CONNECTIONS,
                        "-D" + seconds,
                        "--rps=" + Math.max(1, perSecond / CONNECTIONS),
                        "-d",
                        body.toString(),
                        "-HContent-Type: application/json",
                        "-HAuthorization: Bearer " + to.key(),
                        "--log-file=" + times,
                        to.url(ask)));
        long cpu = Processes.cpuMicros(to.process()) - before;
        return read(times, seconds, cpu);
    }

    /// Each line is the start, the status and the microseconds of one request.
    private static Load read(Path times, int seconds, long cpu) {
        long failed = 0;
        long[] micros;
        try (Stream<String> lines = Files.lines(times)) {
            List<String[]> rows = lines.map(line -> line.split("\t")).toList();
            failed = rows.stream().filter(row -> !row[1].equals("200")).count();
            micros = rows.stream().mapToLong(row -> Long.parseLong(row[2])).sorted().toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Load(
                micros.length,
                failed,
                (double) micros.length / seconds,
                at(micros, 0.50),
                at(micros, 0.99),
                cpu);
    }

    private static double at(long[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))];
    }
}
