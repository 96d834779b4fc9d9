package dev.cardea.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Load as fast as it is answered, by `wrk`.
final class Wrk {
    private static final Pattern RESULT =
            Pattern.compile(
                    "RESULT requests=(\\d+) micros=(\\d+) p50=([\\d.]+) p99=([\\d.]+) failed=(\\d+)");

    private final Processes processes;
    private final Path folder;
    private final int core;

    Wrk(Processes processes, Path folder, int core) {
        this.processes = processes;
        this.folder = folder;
        this.core = core;
    }

    /// Posts one body over and over.
    Load post(Contender to, Ask ask, int connections, int seconds) {
        Path script = folder.resolve("post.lua");
        try {
            Files.writeString(
                    script,
                    """
                    wrk.method = "POST"
                    wrk.body = [==[%s]==]
                    wrk.headers["Content-Type"] = "application/json"
                    wrk.headers["Authorization"] = "Bearer %s"
                    function done(summary, latency, requests)
                      local e = summary.errors
                      io.write(string.format("RESULT requests=%%d micros=%%d p50=%%.1f p99=%%.1f failed=%%d\\n",
                        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
                        e.connect + e.read + e.write + e.status + e.timeout))
                    end
                    """
                            .formatted(ask.body(), to.key()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long before = Processes.cpuMicros(to.process());
        String said =
                processes.run(
                        "wrk",
                        core,
                        seconds + 30L,
                        List.of(
                                "wrk",
                                "-t1",
                                "-c" + connections,
                                "-d" + seconds + "s",
                                "--timeout",
                                "60s",
                                "-s",
                                script.toString(),
                                to.url(ask)));
        long cpu = Processes.cpuMicros(to.process()) - before;
        Matcher result = RESULT.matcher(said);
        if (!result.find()) {
            throw new IllegalStateException("wrk said nothing that can be read: " + said);
        }
        long requests = Long.parseLong(result.group(1));
        return new Load(
                requests,
                Long.parseLong(result.group(5)),
                requests * 1e6 / Long.parseLong(result.group(2)),
                Double.parseDouble(result.group(3)),
                Double.parseDouble(result.group(4)),
                cpu);
    }
}
