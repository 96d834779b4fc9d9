package dev.cardea.relay;

import dev.cardea.model.Attempt;
import dev.cardea.model.Caller;
import dev.cardea.model.Decision.Admit;
import dev.cardea.model.ErrorClass;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Target;
import dev.cardea.model.UpstreamFault;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The attempts of one call: over the targets of its route in order, each at most once, until the
/// first byte of an answer that goes on to the client. After that there is no other attempt.
final class Attempts {
    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    private final RelayLoop loop;
    private final Exchange exchange;
    private final ClientConnection client;
    private final Arrival arrival;
    private final RequestBody body;
    private final Account account;
    private final Snapshot snapshot;
    private final Caller caller;
    private final Journey journey;
    private final String credential;
    private @Nullable CredentialTurn turn;
    private @Nullable UpstreamCall call;
    private Failure failure =
            Failure.upstream("GATEWAY_CONFIG_ERROR", Map.of("route", "no targets"));
    private boolean over;
    private @Nullable OwnAnswer quoted;

    /// @param credential the id of the only one that the call may use; empty when any does
    Attempts(
            RelayLoop loop,
            Exchange exchange,
            ClientConnection client,
            Arrival arrival,
            Snapshot snapshot,
            Admit admit,
            String credential) {
        this.loop = loop;
        this.exchange = exchange;
        this.client = client;
        this.arrival = arrival;
        body = arrival.body();
        account = arrival.account();
        this.snapshot = snapshot;
        caller = admit.caller();
        this.credential = credential;
        journey = Journey.of(loop, admit.route(), caller, arrival);
        journey.note(account);
    }

    /// Goes to the next target; tells the exchange when there is none.
    void tryNext() {
        for (Target target = journey.next(); target != null; target = journey.next()) {
            if (began(target, turnAt(target))) {
                mirror();
                return;
            }
            if (!journey.goesOn(Troubles.of(failure))) {
                break;
            }
        }
        if (journey.tried() == 0) {
            failure = journey.nowhere();
        }
        giveUp();
    }

    /// Once the call itself is on its way.
    private void mirror() {
        if (journey.tried() == 1 && !over) {
            journey.mirrored().ifPresent(it -> Mirror.all(loop, arrival, snapshot, caller, it));
        }
    }

    private CredentialTurn turnAt(Target target) {
        CredentialTurn first =
                new CredentialTurn(
                        loop.plane().ports().watch(), snapshot, caller, target, credential);
        turn = first;
        return first;
    }

    /// There is no other attempt. What a provider said of the request itself helps the caller more
    /// than what ailed another.
    private void giveUp() {
        over = true;
        journey.left();
        if (quoted == null) {
            exchange.failed(failure);
        } else {
            exchange.answered(Optional.of(quoted));
        }
    }

    /// Tries the same target once more, after a wait.
    private void again() {
        try {
            if (!over && !began(journey.target(), turnAt(journey.target()))) {
                tryNext();
            }
        } catch (RuntimeException | Error e) {
            fault(e);
        }
    }

    /// Whether a request to the target could be made, with the credential whose turn it is.
    private boolean began(Target target, CredentialTurn turn) {
        account.sent(target.provider().name(), target.model());
        long began = System.nanoTime();
        return switch (Preparation.of(loop, arrival, target, turn, journey.drops())) {
            case Preparation.Ready ready -> {
                UpstreamCall next =
                        new UpstreamCall(loop, this, exchange, client, ready, turn, journey);
                call = next;
                next.begin();
                yield true;
            }
            case Preparation.Answered(var words) -> {
                over = true;
                journey.left();
                exchange.answered(Optional.of(words));
                yield true;
            }
            case Preparation.Impossible(var why) -> {
                failure = why;
                record(began, "", 0, why.reason().code());
                yield false;
            }
        };
    }

    /// The provider gave an answer that goes on to the client.
    ///
    /// @param began when the attempt did, as [System#nanoTime]
    /// @param credential the id of what authenticated
    void answered(long began, String credential, int status) {
        record(began, credential, status, "");
    }

    /// The provider refuses the request itself, in these words: on to another that may not.
    ///
    /// @param kind empty when another would refuse it, too
    void refused(OwnAnswer words, Optional<ErrorClass> kind) {
        quoted = words;
        goOn(journey.after(kind, body.repeatable()));
    }

    /// The attempt failed before the first byte: on to the next credential that may do better, else
    /// where the route says, if the body is still here.
    ///
    /// @param began when the attempt did, as [System#nanoTime]
    /// @param credential the id of what authenticated
    void failed(long began, String credential, Failure why, UpstreamFault fault, ErrorClass kind) {
        failure = why;
        record(began, credential, fault.status(), why.reason().code());
        CredentialTurn current = Objects.requireNonNull(turn);
        current.failed(fault);
        boolean repeatable = body.repeatable();
        if (repeatable && current.goesOn(why, fault.marks()) && began(journey.target(), current)) {
            return;
        }
        journey.failed(kind);
        goOn(journey.after(kind, why.retryAfter(), repeatable));
    }

    private void goOn(Journey.Next next) {
        switch (next) {
            case Journey.Next.Again(long millis) ->
                    loop.eventLoop().schedule(this::again, millis, TimeUnit.MILLISECONDS);
            case Journey.Next.Onward() -> tryNext();
            case Journey.Next.Over() -> giveUp();
        }
    }

    /// The gateway itself failed while it dealt with the call.
    void fault(Throwable cause) {
        over = true;
        log.error("a call broke off by a fault of the gateway ({})", account.id(), cause);
        exchange.failed(Failure.gatewayBug());
    }

    private void record(long began, String credential, int status, String reason) {
        Target target = journey.target();
        account.attempted(
                new Attempt(
                        target.provider().name(),
                        credential,
                        Account.shortened(target.model()),
                        status,
                        reason,
                        (System.nanoTime() - began) / 1_000,
                        journey.choice()));
    }

    /// Whether a request went to a provider that hasn't failed.
    boolean sent() {
        return call != null && call.sent();
    }

    /// What came from the client in one go has been written, or waits for the rest of it.
    void bodyBatchOver() {
        if (call != null) {
            call.bodyBatchOver();
        }
    }

    /// Looks at the deadlines for the provider, and at that of the whole call.
    void tick(long now) {
        if (over) {
            return;
        }
        Duration total = journey.total(loop.plane().config().timeouts());
        if (now - account.began() > total.toNanos()) {
            over = true;
            exchange.failed(Failure.upstreamTimeout("total", total));
        } else if (call != null) {
            call.tick(now);
        }
    }

    /// Whether the answer is read; off while the client takes no more.
    void reading(boolean on) {
        if (call != null) {
            call.reading(on);
        }
    }

    /// Nobody wants an answer any more.
    void cancel() {
        over = true;
        journey.left();
        if (call != null) {
            call.cancel();
        }
    }
}
