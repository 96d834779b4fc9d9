package dev.cardea.benchmarks.load;

import dev.cardea.benchmarks.MissingTool;
import dev.cardea.relay.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Cardea beside nginx and other peers, in one interleaved run: each gateway on the first core, load
/// and upstreams on the last, the same upstreams and the same load. CPU is what the kernel accounts
/// to a gateway's own processes.
public final class SideBySide implements AutoCloseable {
    private static final int[] CONNECTIONS = {1, 64, 256};
    private static final int STREAM_CONNECTIONS = 200;
    private static final int GATEWAY_CORE = 0;
    private static final int IDLE_SECONDS = 5;

    /// The share of one core that compilers may take of a warm gateway.
    private static final double QUIET = 0.01;

    private final Effort effort;
    private final Path root;
    private final Path folder;
    private final int loadCore = Runtime.getRuntime().availableProcessors() - 1;
    private final Processes processes;
    private final Upstreams upstreams;
    private final Results results = new Results();
    // Of the contender that was last at half of its saturation, which is Cardea.
    private Instant halfFrom = Instant.EPOCH;
    private Instant halfUntil = Instant.EPOCH;

    /// @param root where the launcher and `benchmarks/` are
    /// @throws MissingTool when a program isn't installed
    public SideBySide(Path root, Effort effort) {
        MissingTool.require("nginx", "wrk", "h2load", "taskset");
        if (loadCore == GATEWAY_CORE) {
            throw new IllegalStateException(
                    "this run needs two cores: one for the gateways, one for the load");
        }
        this.effort = effort;
        this.root = root;
        try {
            folder = Files.createTempDirectory("cardea-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        processes = new Processes(folder);
        results.machine.addAll(Machine.describe(processes));
        upstreams = Upstreams.start(processes, loadCore, folder);
    }

    /// Everything: calls, half of saturation, streams, open streams, start, idle memory.
    ///
    /// @param beside transports that Cardea also runs with, besides the one that it takes itself
    public String all(List<Transport> beside) {
        CardeaUnderTest cardea = cardea(Transport.AUTO);
        starts(cardea);
        List<CardeaUnderTest> all = new ArrayList<>();
        beside.forEach(transport -> all.add(cardea(transport)));
        all.add(cardea);
        List<Contender> contenders = contenders(all);
        contenders.forEach(this::warmUp);
        calls(contenders);
        halfOfSaturation(contenders);
        streams(contenders);
        translated(contenders.getLast());
        contenders.forEach(c ->
                results.loadedKilobytes.put(c.name(), Processes.residentKilobytes(c.process())));
        contenders.forEach(c -> processes.end(c.process()));
        results.logged = cardea.callsLogged(halfFrom, halfUntil);
        openStreams(contenders(all));
        return new Report(effort, results).text();
    }

    private CardeaUnderTest cardea(Transport transport) {
        return new CardeaUnderTest(root, folder, upstreams, transport);
    }

    /// Only start, idle memory and open streams.
    public String memory() {
        CardeaUnderTest cardea = cardea(Transport.AUTO);
        starts(cardea);
        openStreams(contenders(List.of(cardea)));
        return new Report(effort, results).text();
    }

    /// Only Cardea: where the time of a call goes.
    public String profile() {
        CardeaUnderTest cardea = cardea(Transport.AUTO);
        processes.end(cardea.start(processes, GATEWAY_CORE).process());
        Contender gateway = cardea.start(processes, GATEWAY_CORE);
        warmUp(gateway);
        say("profile");
        var profile = new Profile(processes, folder, wrk(), gateway, 2 * effort.seconds());
        return "## Where the time goes\n\n" + profile.text(64, 1);
    }

    /// The peers, then each Cardea; the one as it comes is the last.
    private List<Contender> contenders(List<CardeaUnderTest> cardeas) {
        List<Contender> contenders = new ArrayList<>();
        List<Peer> peers = Peer.installed(root.resolve("benchmarks").resolve("peers.yaml"));
        for (Peer peer : effort.allPeers() ? peers : peers.subList(0, 1)) {
            contenders.add(peer.start(processes, GATEWAY_CORE, folder, upstreams));
        }
        cardeas.forEach(cardea -> contenders.add(cardea.start(processes, GATEWAY_CORE)));
        for (Contender contender : contenders) {
            Path log = processes.log(contender.name());
            Net.awaitReady(contender, Ask.WHOLE, Duration.ofSeconds(10), log);
            Net.awaitReady(contender, Ask.STREAM, Duration.ofSeconds(10), log);
        }
        return contenders;
    }

    /// The first start makes the home and isn't timed; the last one stays idle and is weighed.
    private void starts(CardeaUnderTest cardea) {
        say("start");
        processes.end(cardea.start(processes, GATEWAY_CORE).process());
        for (int i = 0; i < effort.starts(); i++) {
            long begin = System.nanoTime();
            Contender free = cardea.start(processes, Processes.ANY_CORE);
            results.startMillis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            processes.end(free.process());
            begin = System.nanoTime();
            Contender started = cardea.start(processes, GATEWAY_CORE);
            results.pinnedStartMillis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            if (i == effort.starts() - 1) {
                Net.pause(IDLE_SECONDS * 1_000L);
                results.idleKilobytes =
                        OptionalLong.of(Processes.residentKilobytes(started.process()));
            }
            processes.end(started.process());
        }
    }

    private void warmUp(Contender contender) {
        say("warming up " + contender);
        double compiling = 1;
        for (int i = 0; i < effort.warmUps() && compiling > QUIET; i++) {
            ThreadTimes before = ThreadTimes.of(contender.process());
            wrk().post(contender, Ask.WHOLE, 64, effort.warmUpSeconds());
            long took = ThreadTimes.of(contender.process()).since(before).compilerMicros();
            compiling = took / 1e6 / effort.warmUpSeconds();
        }
        wrk().post(
                        contender,
                        Ask.STREAM,
                        STREAM_CONNECTIONS,
                        Math.max(3, effort.warmUpSeconds() / 4));
    }

    private void calls(List<Contender> contenders) {
        for (int connections : CONNECTIONS) {
            say(connections + " connections");
            Map<String, List<Load>> loads = new LinkedHashMap<>();
            for (int round = 0; round < effort.rounds(); round++) {
                for (Contender contender : contenders) {
                    Load load = wrk().post(contender, Ask.WHOLE, connections, effort.seconds());
                    loads.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(load);
                }
            }
            Map<String, Load> medians = new LinkedHashMap<>();
            loads.forEach((name, all) -> medians.put(name, median(all)));
            String what = connections == 1 ? "1 connection" : connections + " connections";
            results.calls.add(new Results.Row(what, medians));
        }
    }

    private void halfOfSaturation(List<Contender> contenders) {
        Map<String, Load> saturated = results.calls.get(1).loads();
        for (Contender contender : contenders) {
            say("half of saturation, " + contender);
            double rate = Objects.requireNonNull(saturated.get(contender.name())).perSecond() / 2;
            results.halfRates.put(contender.name(), rate);
            halfFrom = Instant.now();
            results.half.put(
                    contender.name(),
                    new ConstantRate(processes, folder, loadCore)
                            .post(contender, Ask.WHOLE, rate, 2 * effort.seconds()));
            halfUntil = Instant.now();
        }
    }

    private void streams(List<Contender> contenders) {
        say("streams");
        Map<String, List<Double>> perEvent = new LinkedHashMap<>();
        for (int round = 0; round < effort.rounds(); round++) {
            for (Contender contender : contenders) {
                long sent = upstreams.sentEvents();
                Load load =
                        wrk().post(contender, Ask.STREAM, STREAM_CONNECTIONS, effort.seconds() + 1);
                double events = upstreams.sentEvents() - sent;
                perEvent.computeIfAbsent(contender.name(), _ -> new ArrayList<>())
                        .add(load.cpuMicros() / events);
                results.streamFailures.merge(contender.name(), load.failed(), Long::sum);
            }
        }
        perEvent.forEach((name, all) -> {
            all.sort(Comparator.naturalOrder());
            results.cpuMicrosPerEvent.put(name, all.get(all.size() / 2));
        });
    }

    /// The same gateway, by turns asked for what it passes on and for what it translates.
    private void translated(Contender cardea) {
        say("translated calls");
        wrk().post(cardea, Ask.TRANSLATED, 64, effort.warmUpSeconds());
        wrk().post(cardea, Ask.TRANSLATED_STREAM, STREAM_CONNECTIONS, 3);
        byTurns("64 connections, per call", cardea, Ask.WHOLE, Ask.TRANSLATED, 64);
        byTurns(
                "200 streams, per stream of 100 events",
                cardea,
                Ask.STREAM,
                Ask.TRANSLATED_STREAM,
                STREAM_CONNECTIONS);
    }

    private void byTurns(String what, Contender cardea, Ask plain, Ask other, int connections) {
        List<Load> passed = new ArrayList<>();
        List<Load> translated = new ArrayList<>();
        for (int round = 0; round < effort.rounds(); round++) {
            passed.add(wrk().post(cardea, plain, connections, effort.seconds()));
            translated.add(wrk().post(cardea, other, connections, effort.seconds()));
        }
        results.passed.put(what, median(passed));
        results.translated.put(what, median(translated));
    }

    private void openStreams(List<Contender> contenders) {
        var streams = new OpenStreams(processes, folder, loadCore, upstreams);
        for (Contender contender : contenders) {
            say(effort.streams() + " open streams, " + contender);
            results.openStreams.put(contender.name(), streams.hold(contender, effort.streams()));
            processes.end(contender.process());
        }
    }

    private Wrk wrk() {
        return new Wrk(processes, folder, loadCore);
    }

    private static Load median(List<Load> loads) {
        return loads.stream()
                .sorted(Comparator.comparingDouble(Load::cpuMicrosPerRequest))
                .toList()
                .get(loads.size() / 2);
    }

    private static void say(String what) {
        System.err.println("bench: " + what);
    }

    @Override
    public void close() {
        processes.close();
    }
}
