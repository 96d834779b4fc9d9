package dev.cardea.benchmarks.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// A run's results as the Markdown of `benchmarks/RESULTS.md`.
final class Report {
    private final Effort effort;
    private final Results results;
    private final StringBuilder text = new StringBuilder();

    Report(Effort effort, Results results) {
        this.effort = effort;
        this.results = results;
    }

    String text() {
        line("## Side by side, %s run".formatted(effort.name()));
        line("");
        line(
                "Written by `./cardea bench` on %s."
                        .formatted(Instant.now().truncatedTo(ChronoUnit.MINUTES)));
        results.machine.forEach(fact -> line("- %s".formatted(fact)));
        line(
                "- Gateways on core 0, load and upstreams on the last core; medians of %d rounds of %d s, after each was under load for %d s, Cardea for up to %d s until its compilers were quiet"
                        .formatted(
                                effort.rounds(),
                                effort.seconds(),
                                effort.warmUpSeconds(),
                                effort.warmUps() * effort.warmUpSeconds()));
        line("");
        if (!results.calls.isEmpty()) {
            calls();
            halfOfSaturation();
            streams();
            translated();
        }
        openStreams();
        start();
        return text.toString();
    }

    private void calls() {
        line("### Keyed calls, whole answers, as fast as they are answered");
        line("");
        line("| | | CPU per call | ratio | calls/s | p50 | p99 | failed |");
        line("|---|---|---|---|---|---|---|---|");
        for (Results.Row row : results.calls) {
            double base = first(row.loads()).cpuMicrosPerRequest();
            row.loads()
                    .forEach((name, load) ->
                            line(
                                    "| %s | %s | %.1f µs | %.2f | %.0f | %.0f µs | %.0f µs | %d |"
                                            .formatted(
                                                    row.what(),
                                                    name,
                                                    load.cpuMicrosPerRequest(),
                                                    load.cpuMicrosPerRequest() / base,
                                                    load.perSecond(),
                                                    load.p50Micros(),
                                                    load.p99Micros(),
                                                    load.failed())));
        }
        line("");
    }

    private void halfOfSaturation() {
        line("### Half of each one's saturation, 64 connections");
        line("");
        line("| | calls/s wanted | calls/s | CPU per call | p50 | p99 | failed |");
        line("|---|---|---|---|---|---|---|");
        results.half.forEach((name, load) ->
                line(
                        "| %s | %.0f | %.0f | %.1f µs | %.0f µs | %.0f µs | %d |"
                                .formatted(
                                        name,
                                        results.halfRates.get(name),
                                        load.perSecond(),
                                        load.cpuMicrosPerRequest(),
                                        load.p50Micros(),
                                        load.p99Micros(),
                                        load.failed())));
        line("");
        results.logged.ifPresent(logged -> {
            line(
                    "Of Cardea's %d answers, %d are in its call log after it was ended."
                            .formatted(last(results.half).requests(), logged));
            line("");
        });
    }

    private void streams() {
        line("### Streams: 200 at once, one event each 10 ms");
        line("");
        line("| | CPU per event | ratio | failed |");
        line("|---|---|---|---|");
        double base = first(results.cpuMicrosPerEvent);
        results.cpuMicrosPerEvent.forEach((name, micros) ->
                line(
                        "| %s | %.2f µs | %.2f | %d |"
                                .formatted(
                                        name,
                                        micros,
                                        micros / base,
                                        results.streamFailures.get(name))));
        line("");
    }

    private void openStreams() {
        line("### Open streams, one event a second");
        line("");
        line(
                "| | wanted | open at once | on shared connections | broken | ended well | memory (RSS) |");
        line("|---|---|---|---|---|---|---|");
        results.openStreams.forEach((name, streams) ->
                line(
                        "| %s | %d | %d | %d | %d | %d | %d MB |"
                                .formatted(
                                        name,
                                        streams.wanted(),
                                        streams.open(),
                                        streams.shared(),
                                        streams.failed(),
                                        streams.completed(),
                                        streams.residentKilobytes() / 1_024)));
        line("");
        results.openStreams.values().stream()
                .filter(streams -> streams.open() < streams.wanted())
                .findFirst()
                .ifPresent(_ ->
                        line(
                                "Fewer than wanted were open: a process may have %d files open here, and a gateway needs two for each stream that shares no connection.\n"
                                        .formatted(Machine.openFiles())));
    }

    private void start() {
        line("### Start and memory");
        line("");
        line(
                "- From `./cardea run` to the first 200, upstream included: %s; on one core: %s"
                        .formatted(millis(results.startMillis), millis(results.pinnedStartMillis)));
        results.idleKilobytes.ifPresent(kilobytes ->
                line("- Idle, 5 s after its first call (RSS): %d MB".formatted(kilobytes / 1_024)));
        results.loadedKilobytes.forEach((name, kilobytes) ->
                line("- %s after all the load (RSS): %d MB".formatted(name, kilobytes / 1_024)));
        line("");
    }

    private static String millis(List<Long> values) {
        return values.stream()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "", " ms"));
    }

    private void translated() {
        line("### Translated calls (client OpenAI, provider Anthropic) beside passed-on ones");
        line("");
        line("| Cardea | CPU passed on | CPU translated | ratio | failed |");
        line("|---|---|---|---|---|");
        results.passed.forEach((what, passed) -> {
            Load translated = Objects.requireNonNull(results.translated.get(what));
            line(
                    "| %s | %.1f µs | %.1f µs | %.2f | %d |"
                            .formatted(
                                    what,
                                    passed.cpuMicrosPerRequest(),
                                    translated.cpuMicrosPerRequest(),
                                    translated.cpuMicrosPerRequest() / passed.cpuMicrosPerRequest(),
                                    passed.failed() + translated.failed()));
        });
        line("");
    }

    private static Load last(Map<String, Load> byName) {
        return List.copyOf(byName.values()).getLast();
    }

    private static <T> T first(Map<String, T> byName) {
        return byName.values().iterator().next();
    }

    private void line(String one) {
        text.append(one).append('\n');
    }
}
