package dev.cardea.benchmarks.load;

import dev.cardea.benchmarks.MissingTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The machine that a run was made on, in words.
final class Machine {
    private Machine() {}

    static List<String> describe(Processes processes) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s, %d cores, %s of memory"
                        .formatted(
                                field("/proc/cpuinfo", "model name").orElse("unknown processor"),
                                Runtime.getRuntime().availableProcessors(),
                                gigabytes(field("/proc/meminfo", "MemTotal").orElse("0"))));
        lines.add("Linux " + System.getProperty("os.version"));
        lines.add("JDK " + Runtime.version());
        version(processes, "nginx", "-v").ifPresent(lines::add);
        version(processes, "haproxy", "-v").ifPresent(lines::add);
        lines.add(
                "Load average before the run: "
                        + read("/proc/loadavg").map(text -> text.split(" ")[0]).orElse("unknown"));
        return lines;
    }

    private static Optional<String> version(Processes processes, String program, String flag) {
        return MissingTool.find(program)
                .map(path ->
                        processes
                                .run(program + "-version", 0, 5, List.of(path.toString(), flag))
                                .lines()
                                .findFirst()
                                .orElse(program));
    }

    /// How many files a process may have open.
    static long openFiles() {
        return field("/proc/self/limits", "Max open files")
                .map(text -> text.strip().split("\\s+")[1])
                .map(Long::parseLong)
                .orElse(1_024L);
    }

    private static String gigabytes(String kilobytes) {
        return Long.parseLong(kilobytes.replaceAll("\\D", "")) / 1_000_000 + " GB";
    }

    private static Optional<String> field(String file, String name) {
        return read(file)
                .flatMap(text -> text.lines().filter(line -> line.startsWith(name)).findFirst())
                .map(line -> line.substring(name.length()).replaceFirst("^\\s*:", "").strip());
    }

    private static Optional<String> read(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return Optional.of(String.join("\n", lines.toList()));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
