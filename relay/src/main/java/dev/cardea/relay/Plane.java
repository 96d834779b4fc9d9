package dev.cardea.relay;

import dev.cardea.admission.Policy;
import dev.cardea.model.Call;
import dev.cardea.model.Decision;
import dev.cardea.model.Readings;
import dev.cardea.model.RequestIds;
import dev.cardea.model.Snapshot;
import dev.cardea.relay.http.ClientTls;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What the event loops of one data plane share; safe for all of them.
final class Plane {
    /// How much of what providers keep is remembered at least: some 300 bytes each.
    private static final int KEPT_STATES = 1 << 17;

    private final RelayConfig config;
    private final Ports ports;
    private final Policy policy;
    private final RequestIds ids;
    private final Peers peers;
    private final HeldBytes held;
    private final Refusals refusals;
    private final Records records;
    private final LocalAnswers local;
    private final Resolver resolver;
    private final ClientTls upstreamTls;
    private final Translators translators = new Translators();
    private final KeptStates states;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean draining;

    Plane(RelayConfig config, Ports ports, ClientTls upstreamTls) {
        this.config = config;
        this.ports = ports;
        this.upstreamTls = upstreamTls;
        resolver = new Resolver(config.hosts());
        policy = new Policy(config.keyInQuery());
        ids = new RequestIds(config.node());
        peers = new Peers(config.trustedProxies());
        held = new HeldBytes(config.limits().heldBytes());
        refusals = new Refusals(config.publicUrl());
        records = new Records(config.node(), ports);
        local = new LocalAnswers(ports.local());
        states = new KeptStates(KEPT_STATES, ports.states());
    }

    Decision decide(Call call, @Nullable Snapshot snapshot, Readings readings) {
        return ports.admission().decide(call, snapshot, readings, call.at());
    }

    RelayConfig config() {
        return config;
    }

    Ports ports() {
        return ports;
    }

    Policy policy() {
        return policy;
    }

    RequestIds ids() {
        return ids;
    }

    Peers peers() {
        return peers;
    }

    HeldBytes held() {
        return held;
    }

    Refusals refusals() {
        return refusals;
    }

    Records records() {
        return records;
    }

    LocalAnswers local() {
        return local;
    }

    Translators translators() {
        return translators;
    }

    KeptStates states() {
        return states;
    }

    Resolver resolver() {
        return resolver;
    }

    ClientTls upstreamTls() {
        return upstreamTls;
    }

    /// Connections of clients that are open now.
    AtomicInteger connections() {
        return connections;
    }

    /// Whether connections close behind the answer that they are waiting for.
    boolean draining() {
        return draining;
    }

    void drain() {
        draining = true;
    }
}
