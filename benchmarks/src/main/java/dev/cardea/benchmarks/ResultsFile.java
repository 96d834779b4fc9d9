package dev.cardea.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// `benchmarks/RESULTS.md`: one section per kind of run, each replaced by the next run of its kind.
/// What is written by hand stays.
final class ResultsFile {
    private final Path file;

    /// @param root the project's folder
    ResultsFile(Path root) {
        file = root.resolve("benchmarks").resolve("RESULTS.md");
    }

    /// The project's folder: `CARDEA_ROOT`, which the launcher sets, else the working folder.
    static Path root() {
        String root = System.getenv("CARDEA_ROOT");
        return Path.of(root == null ? "" : root).toAbsolutePath();
    }

    /// When it was written, and how busy the machine was with other things too.
    private static String circumstances() throws IOException {
        Path load = Path.of("/proc/loadavg");
        return "Written %s; load average of the machine: %s.\n"
                .formatted(
                        Instant.now().truncatedTo(ChronoUnit.MINUTES),
                        Files.exists(load)
                                ? String.join(
                                        " ",
                                        List.of(Files.readString(load).split(" ")).subList(0, 3))
                                : "unknown");
    }

    /// Replaces the section of this name, or adds it.
    void replace(String section, String content) {
        String begin = "<!-- " + section + " -->\n";
        String end = "<!-- end of " + section + " -->\n";
        try {
            String text = Files.exists(file) ? Files.readString(file) : "# Results\n\n";
            String block = begin + content.stripTrailing() + "\n\n" + circumstances() + end;
            int from = text.indexOf(begin);
            int until = text.indexOf(end);
            Files.writeString(
                    file,
                    from < 0 || until < from
                            ? text.stripTrailing() + "\n\n" + block
                            : text.substring(0, from)
                                    + block
                                    + text.substring(until + end.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(content);
        System.out.println("written to " + file);
    }
}
