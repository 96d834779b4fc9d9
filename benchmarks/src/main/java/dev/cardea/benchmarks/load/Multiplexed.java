package dev.cardea.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Streams that share connections, by `h2load` over HTTP/2: where a process may open too few files for
/// a connection per stream.
final class Multiplexed {
    private static final int STREAMS_PER_CONNECTION = 50;

    private final Processes processes;
    private final Path folder;
    private final int core;

    Multiplexed(Processes processes, Path folder, int core) {
        this.processes = processes;
        this.folder = folder;
        this.core = core;
    }

    /// What became of them.
    record Ended(long well, long badly) {}

    /// Keeps this many streams open until each has been asked for twice.
    Ended post(Contender to, Ask ask, int streams, int seconds) {
        Path body = folder.resolve("stream.json");
        Path times = folder.resolve("streams.tsv");
        try {
            Files.writeString(body, ask.body());
            Files.deleteIfExists(times);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int asked = 2 * streams;
        processes.run(
                "h2load-streams",
                core,
                seconds + 30L,
                List.of(
                        "h2load",
                        "-t1",
                        "-c" + Math.ceilDiv(streams, STREAMS_PER_CONNECTION),
                        "-m" + STREAMS_PER_CONNECTION,
                        "-n" + asked,
                        "-d",
                        body.toString(),
                        "-HContent-Type: application/json",
                        "-HAuthorization: Bearer " + to.key(),
                        "--log-file=" + times,
                        to.url(ask)));
        try (Stream<String> lines = Files.lines(times)) {
            long well = lines.filter(line -> line.split("\t")[1].equals("200")).count();
            return new Ended(well, asked - well);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
