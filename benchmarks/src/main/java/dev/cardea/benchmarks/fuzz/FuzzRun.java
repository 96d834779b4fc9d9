package dev.cardea.benchmarks.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A run of Jazzer over one target, in a process of its own: a crash, an endless loop or memory that
/// grows ends that process only.
public final class FuzzRun {
    private static final Pattern RUNS = Pattern.compile("^Done (\\d+) runs", Pattern.MULTILINE);
    private static final long SECONDS_PER_INPUT = 60;
    private static final Duration GRACE = Duration.ofMinutes(5);

    private FuzzRun() {}

    /// @param runs inputs tried; -1 when it ended early
    /// @param log what Jazzer said
    public record Result(FuzzTarget target, long runs, boolean passed, Path log) {}

    /// Fuzzes a target, starting from its seeds and from what earlier runs found worth keeping.
    ///
    /// @param root of the source tree
    /// @param work holds a folder for each target: `corpus`, `log.txt`, and the inputs that failed
    public static Result of(FuzzTarget target, Duration duration, Path root, Path work) {
        Path folder = work.resolve(target.name()).toAbsolutePath();
        Path log = folder.resolve("log.txt");
        try {
            Path corpus = Files.createDirectories(folder.resolve("corpus"));
            int number = 0;
            for (byte[] seed : FuzzSeeds.of(target, root)) {
                Files.write(corpus.resolve("seed-" + number++), seed);
            }
            Process process =
                    new ProcessBuilder(command(target, duration, corpus))
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            boolean ended = process.waitFor(duration.plus(GRACE).toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            Matcher runs = RUNS.matcher(Files.readString(log));
            return new Result(
                    target,
                    runs.find() ? Long.parseLong(runs.group(1)) : -1,
                    ended && process.exitValue() == 0,
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fuzzing", e);
        }
    }

    private static List<String> command(FuzzTarget target, Duration duration, Path corpus) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + FuzzEntry.TARGET + "=" + target,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzEntry.class.getName(),
                "--instrumentation_includes=dev.cardea.dialect.**",
                corpus.toString(),
                "-max_total_time=" + duration.toSeconds(),
                "-timeout=" + SECONDS_PER_INPUT);
    }
}
