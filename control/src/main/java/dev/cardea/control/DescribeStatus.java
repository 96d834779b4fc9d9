package dev.cardea.control;

import dev.cardea.calllog.CallLog;
import dev.cardea.calllog.CallLogStatus;
import dev.cardea.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Says how the gateway is doing.
public final class DescribeStatus {
    private final SnapshotPublisher publisher;
    private final CallLog callLog;
    private final InstantSource clock;
    private final String node;
    private final Loops loops;
    private final Supplier<List<String>> troubles;

    /// @param troubles what an operator should look at of providers and credentials, one line each
    public DescribeStatus(
            SnapshotPublisher publisher,
            CallLog callLog,
            InstantSource clock,
            String node,
            Loops loops,
            Supplier<List<String>> troubles) {
        this.publisher = publisher;
        this.callLog = callLog;
        this.clock = clock;
        this.node = node;
        this.loops = loops;
        this.troubles = troubles;
    }

    /// What serves the calls.
    ///
    /// @param transport how it talks to sockets, such as `io_uring`
    /// @param threads that it runs on
    public record Loops(String transport, int threads) {}

    /// How the gateway is doing.
    ///
    /// @param transport how the data plane talks to sockets
    /// @param eventLoops its threads
    /// @param snapshotRevision what calls are decided from
    /// @param newestRevision the newest that this node has heard of
    /// @param snapshotAgeMillis how long ago the snapshot was known to be current
    /// @param storeAwaySince present while the store is away
    /// @param troubles of providers and the gateway's credentials there, one line each
    /// @param callsDropped call records lost since the start
    public record Status(
            String node,
            String installation,
            String transport,
            int eventLoops,
            long snapshotRevision,
            long newestRevision,
            Instant snapshotAsOf,
            long snapshotAgeMillis,
            boolean storeReachable,
            Optional<Instant> storeAwaySince,
            String storeTrouble,
            long keys,
            long providers,
            CallLogStatus.State callLog,
            long callsTaken,
            long callsDropped,
            long callsQueued,
            String callLogTrouble,
            List<String> troubles) {}

    public Status describe() {
        Snapshot snapshot = publisher.snapshot();
        StoreHealth store = publisher.health();
        CallLogStatus log = callLog.status();
        return new Status(
                node,
                snapshot.tag(),
                loops.transport(),
                loops.threads(),
                snapshot.revision(),
                publisher.readings().newestRevision(),
                snapshot.asOf(),
                Math.max(0, Duration.between(snapshot.asOf(), clock.instant()).toMillis()),
                store.reachable(),
                store.reachable() ? Optional.empty() : Optional.of(store.since()),
                store.trouble(),
                snapshot.keys().size(),
                snapshot.providers().size(),
                log.state(),
                log.taken(),
                log.dropped(),
                log.queued(),
                log.trouble(),
                troubles.get());
    }
}
