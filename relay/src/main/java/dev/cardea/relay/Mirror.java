package dev.cardea.relay;

import dev.cardea.model.Caller;
import dev.cardea.model.ErrorClass;
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
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A copy of a call whose answer is dropped. It is sent as long as the call's body is still held when
/// a connection is there, costs no memory of its own, and nothing waits for it; what is learnt of the
/// target is kept with its health.
final class Mirror implements UpstreamUser {
    /// More copies than this at a time aren't made on one event loop.
    private static final int MOST = 32;

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final RelayLoop loop;
    private final Arrival arrival;
    private final Preparation.Ready ready;
    private final CredentialTurn turn;
    private final TargetHealth health;
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
            TargetHealth health) {
        this.loop = loop;
        this.arrival = arrival;
        this.ready = ready;
        this.turn = turn;
        this.health = health;
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
            Mirror mirror = new Mirror(loop, arrival, ready, turn, health);
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
    }

    @Override
    public void answerPart(ByteBuf part) {
        part.release();
    }

    @Override
    public void answerEnd(LastPart last) {
        connection = null;
        done();
    }

    @Override
    public void answerBatchOver() {}

    @Override
    public void unreachable(Unreachable why) {
        failed(why == Unreachable.TIMED_OUT ? ErrorClass.TIMEOUT : ErrorClass.UNREACHABLE);
    }

    @Override
    public void answerLost(boolean beforeAnswer) {
        connection = null;
        if (beforeAnswer) {
            // An idle connection that the provider had closed tells nothing.
            done();
        } else {
            failed(ErrorClass.UNREACHABLE);
        }
    }

    @Override
    public void answerBroken(Violation violation) {
        connection = null;
        failed(ErrorClass.INVALID_ANSWER);
    }

    @Override
    public void fault(Throwable cause) {
        connection = null;
        done();
    }

    @Override
    public void requestWritable(boolean writable) {}

    private void late() {
        failed(ErrorClass.TIMEOUT);
    }

    private void failed(ErrorClass kind) {
        if (!over && kind.countsAgainstTarget()) {
            told = true;
            health.failed(System.nanoTime());
        }
        done();
    }

    private void done() {
        if (over) {
            return;
        }
        over = true;
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
