package dev.cardea.relay;

import dev.cardea.model.Caller;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Routed;
import dev.cardea.model.Routed.Candidate;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Unsupported;
import dev.cardea.relay.http.LastPart;
import dev.cardea.relay.http.ResponseHead;
import dev.cardea.relay.http.Violation;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A copy of a call whose answer is dropped. It is sent as long as the call's body is still held when
/// a connection is there, and nothing waits for it; what is learnt of the target is kept with its
/// health, and what it took in a record of its own.
final class Mirror implements UpstreamUser {
    private static final Logger log = LoggerFactory.getLogger(Mirror.class);

    /// More copies than this at a time aren't made on one event loop.
    private static final int MOST = 32;

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final RelayLoop loop;
    private final Arrival arrival;
    private Preparation.Ready ready;
    private final CredentialTurn turn;
    private final TargetHealth health;
    private final MirrorAccount account;
    private final long began = System.nanoTime();
    private @Nullable UpstreamConnection connection;
    private @Nullable Future<?> deadline;
    private boolean told;
    private boolean over;

    private Mirror(
            RelayLoop loop,
            Arrival arrival,
            Preparation.Ready ready,
            CredentialTurn turn,
            TargetHealth health,
            MirrorAccount account) {
        this.loop = loop;
        this.arrival = arrival;
        this.ready = ready;
        this.turn = turn;
        this.health = health;
        this.account = account;
    }

    /// Sends the copies that are drawn for this call, while its whole body is held.
    static void all(
            RelayLoop loop, Arrival arrival, Snapshot snapshot, Caller caller, Routed routed) {
        ModelRoute route = routed.route().route();
        for (Candidate candidate : routed.mirrors()) {
            if (loop.random().nextInt(100) < candidate.terms().percent()
                    && arrival.body().repeatable()
                    && loop.mirrors() < MOST) {
                one(loop, arrival, snapshot, caller, candidate, route);
            }
        }
    }

    private static void one(
            RelayLoop loop,
            Arrival arrival,
            Snapshot snapshot,
            Caller caller,
            Candidate candidate,
            ModelRoute route) {
        TargetHealth health = loop.health(candidate, route);
        CredentialTurn turn =
                new CredentialTurn(
                        loop.plane().ports().watch(), snapshot, caller, candidate.target(), "");
        boolean drops = route.unsupported() == Unsupported.DROP;
        if (health.enter(System.nanoTime())
                && Preparation.of(loop, arrival, candidate.target(), turn, drops)
                        instanceof Preparation.Ready ready) {
            turn.used();
            health.begun(0);
            loop.mirrors(1);
            var account = new MirrorAccount(loop, snapshot, caller, candidate, ready, turn);
            Mirror mirror = new Mirror(loop, arrival, ready, turn, health, account);
            mirror.deadline =
                    loop.eventLoop()
                            .schedule(mirror::late, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            loop.pool().lend(ready.site().origin(), mirror, false);
        }
    }

    @Override
    public void connected(UpstreamConnection connection) {
        if (over || !arrival.body().repeatable()) {
            connection.unused();
            done();
            return;
        }
        this.connection = connection;
        ready.write(connection);
        ready = ready.sent();
        connection.end();
        connection.flush();
    }

    @Override
    public void answerHead(ResponseHead head) {
        if (head.informational()) {
            return;
        }
        told = true;
        long now = System.nanoTime();
        if (head.status() >= 500) {
            health.failed(now);
        } else {
            health.succeeded(now - began, now);
        }
        if (head.status() < 300) {
            turn.answered();
        }
        account.head(head);
    }

    @Override
    public void answerPart(ByteBuf part) {
        if (account.part(part)) {
            account.ended();
            done();
        }
    }

    @Override
    public void answerEnd(LastPart last) {
        connection = null;
        account.ended();
        done();
    }

    @Override
    public void answerBatchOver() {}

    @Override
    public void unreachable(Unreachable why) {
        failed(
                why == Unreachable.TIMED_OUT
                        ? Failure.upstreamTimeout(
                                "connect", loop.plane().config().timeouts().connect())
                        : Failure.upstream("UPSTREAM_UNREACHABLE", Map.of("step", why.step())));
    }

    @Override
    public void answerLost(boolean notBegun) {
        connection = null;
        Failure lost =
                Failure.invalidAnswer(
                        account.answered() ? "ended early" : "connection closed without one");
        if (notBegun) {
            // An idle connection that the provider had closed tells nothing of its health.
            account.failed(lost);
            done();
        } else {
            failed(lost);
        }
    }

    @Override
    public void answerBroken(Violation violation) {
        connection = null;
        failed(Failure.invalidAnswer(violation.detail()));
    }

    @Override
    public void fault(Throwable cause) {
        connection = null;
        log.error("a mirrored copy broke off by a fault of the gateway", cause);
        account.failed(Failure.gatewayBug());
        done();
    }

    @Override
    public void requestWritable(boolean writable) {}

    private void late() {
        failed(Failure.upstreamTimeout("total", LONGEST));
    }

    private void failed(Failure why) {
        if (over) {
            return;
        }
        if (Troubles.of(why).countsAgainstTarget()) {
            told = true;
            health.failed(System.nanoTime());
        }
        account.failed(why);
        done();
    }

    private void done() {
        if (over) {
            return;
        }
        over = true;
        account.close();
        boolean probing = health.circuit().phase() == TargetHealth.Circuit.Phase.PROBING;
        health.left(probing && !told, System.nanoTime());
        loop.mirrors(-1);
        Future<?> waiting = deadline;
        if (waiting != null) {
            waiting.cancel(false);
        }
        if (connection != null) {
            connection.cancel();
            connection = null;
        }
    }
}
