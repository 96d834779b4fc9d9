package dev.cardea.benchmarks.load;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// Thousands of streams that are open at once, and what a gateway takes to hold them.
final class OpenStreams {
    /// Files that a gateway has open for itself, at most.
    private static final int OTHER_FILES = 300;

    /// How long a gateway that has just started may take to open all streams.
    private static final int OPENING_SECONDS = 20;

    private final Wrk wrk;
    private final Multiplexed multiplexed;
    private final Upstreams upstreams;

    OpenStreams(Processes processes, Path folder, int loadCore, Upstreams upstreams) {
        this.upstreams = upstreams;
        wrk = new Wrk(processes, folder, loadCore);
        multiplexed = new Multiplexed(processes, folder, loadCore);
    }

    /// Opens streams until the gateway holds them all. Each takes a connection of its own, and so two
    /// open files in the gateway; those that files don't suffice for share connections, where the
    /// gateway speaks HTTP/2 to its callers, and take one each.
    Results.Streams hold(Contender contender, int wanted) {
        awaitNoStream();
        int seconds = Ask.SLOW_EVENTS + OPENING_SECONDS;
        long files = Machine.openFiles() - OTHER_FILES;
        int alone = (int) Math.min(wanted, files / 2);
        int shared = 0;
        if (alone < wanted && contender.sharesConnections()) {
            alone = (int) Math.max(0, files - wanted);
            shared = wanted - alone;
        }
        int sharing = shared;
        var watch = new Watch(contender);
        Thread watching = Thread.ofPlatform().daemon().start(watch);
        CompletableFuture<Multiplexed.Ended> others =
                sharing == 0
                        ? CompletableFuture.completedFuture(new Multiplexed.Ended(0, 0))
                        : CompletableFuture.supplyAsync(() ->
                                multiplexed.post(contender, Ask.SLOW_STREAM, sharing, seconds));
        Load load = wrk.post(contender, Ask.SLOW_STREAM, alone, seconds);
        Multiplexed.Ended ended = others.join();
        watching.interrupt();
        return new Results.Streams(
                wanted,
                shared,
                watch.mostOpen,
                load.failed() + ended.badly(),
                load.requests() + ended.well(),
                watch.mostKilobytes);
    }

    /// Streams of the run before end when the upstream next writes to them.
    private void awaitNoStream() {
        for (int i = 0; i < 100 && upstreams.openStreams() > 0; i++) {
            Net.pause(100);
        }
    }

    /// Looks at a gateway's memory and the open streams twice a second.
    private final class Watch implements Runnable {
        private final Contender contender;
        private volatile long mostOpen;
        private volatile long mostKilobytes;

        Watch(Contender contender) {
            this.contender = contender;
        }

        @Override
        public void run() {
            try {
                while (true) {
                    mostOpen = Math.max(mostOpen, upstreams.openStreams());
                    mostKilobytes =
                            Math.max(
                                    mostKilobytes,
                                    Processes.residentKilobytes(contender.process()));
                    Thread.sleep(500);
                }
            } catch (InterruptedException | IllegalStateException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
