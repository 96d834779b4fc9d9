package dev.cardea.relay;

import dev.cardea.dialect.classify.RequestFaults;
import dev.cardea.dialect.classify.Verdict;
import dev.cardea.model.Attempt;
import dev.cardea.model.Caller;
import dev.cardea.model.Decision.Admit;
import dev.cardea.model.ErrorClass;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Target;
import dev.cardea.model.UpstreamFault;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.LastPart;
import dev.cardea.relay.http.ResponseHead;
import dev.cardea.relay.http.Violation;
import io.netty.buffer.ByteBuf;
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
final class Attempts implements UpstreamUser, RequestBody.Streaming {
    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    /// How long the beginning of an answer is kept back while it shows nothing.
    private static final Duration LONGEST_KEPT = Duration.ofSeconds(1);

    private final RelayLoop loop;
    private final Exchange exchange;
    private final ClientConnection client;
    private final Arrival arrival;
    private final RequestBody body;
    private final Account account;
    private final Snapshot snapshot;
    private final Caller caller;
    private final Journey journey;
    private @Nullable CredentialTurn turn;
    private Preparation.@Nullable Ready prepared;
    private @Nullable UpstreamConnection connection;
    private @Nullable ErrorAnswer error;
    private @Nullable Answer answer;
    private Failure failure =
            Failure.upstream("GATEWAY_CONFIG_ERROR", Map.of("route", "no targets"));
    private boolean repeated;
    private boolean answering;
    private boolean over;
    private boolean awaitsBody;
    private @Nullable OwnAnswer quoted;
    private long headNanos;
    private long began;
    private long progress;

    Attempts(
            RelayLoop loop,
            Exchange exchange,
            ClientConnection client,
            Arrival arrival,
            Snapshot snapshot,
            Admit admit) {
        this.loop = loop;
        this.exchange = exchange;
        this.client = client;
        this.arrival = arrival;
        body = arrival.body();
        account = arrival.account();
        this.snapshot = snapshot;
        caller = admit.caller();
        journey = Journey.of(loop, admit.route(), caller, Account.session(arrival.head()));
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
                new CredentialTurn(loop.plane().ports().watch(), snapshot, caller, target);
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

    /// Tries the same target once more.
    private void again() {
        if (!over && !began(target(), turnAt(target()))) {
            tryNext();
        }
    }

    /// Whether a request to the target could be made, with the credential whose turn it is.
    private boolean began(Target target, CredentialTurn turn) {
        account.sent(target.provider().name(), target.model());
        began = System.nanoTime();
        progress = began;
        return switch (Preparation.of(loop, arrival, target, turn)) {
            case Preparation.Ready ready -> {
                prepared = ready;
                repeated = false;
                turn.used();
                awaitsBody = ready.awaitsBody();
                if (awaitsBody) {
                    bodyBatchOver();
                    yield true;
                }
                if (!body.complete()) {
                    client.reading(false);
                }
                loop.pool().lend(ready.site().origin(), this, false);
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
                record("", 0, why.reason().code());
                yield false;
            }
        };
    }

    @Override
    public void connected(UpstreamConnection connection) {
        if (over) {
            connection.unused();
            return;
        }
        this.connection = connection;
        Objects.requireNonNull(prepared).write(connection);
        if (body.complete()) {
            connection.end();
        } else {
            body.stream(this);
            client.reading(connection.writable());
        }
        connection.flush();
        progress = System.nanoTime();
    }

    @Override
    public void part(ByteBuf part) {
        UpstreamConnection to = connection;
        if (to == null) {
            part.release();
            return;
        }
        to.write(part);
    }

    @Override
    public void end() {
        if (connection != null) {
            connection.end();
        }
    }

    /// What came from the client in one go has been written, or waits for the rest of it.
    void bodyBatchOver() {
        if (awaitsBody && body.complete()) {
            awaitsBody = false;
            loop.pool().lend(Objects.requireNonNull(prepared).site().origin(), this, false);
        } else if (awaitsBody && body.overBudget()) {
            over = true;
            exchange.failed(Failure.overloaded());
        } else if (awaitsBody) {
            client.wantBody(arrival.head());
        } else if (connection != null) {
            connection.flush();
            progress = System.nanoTime();
        }
    }

    @Override
    public void requestWritable(boolean writable) {
        if (writable) {
            progress = System.nanoTime();
        }
        client.reading(writable);
    }

    @Override
    public void unreachable(Unreachable why) {
        if (over) {
            return;
        }
        failed(
                why == Unreachable.TIMED_OUT
                        ? Failure.upstreamTimeout(
                                "connect", loop.plane().config().timeouts().connect())
                        : Failure.upstream("UPSTREAM_UNREACHABLE", Map.of("step", why.step())),
                0);
    }

    @Override
    public void answerHead(ResponseHead head) {
        progress = System.nanoTime();
        if (head.informational()) {
            return;
        }
        headNanos = progress - began;
        if (head.status() >= 300) {
            error = new ErrorAnswer(target().provider(), head);
            return;
        }
        account.upstreamRequestId(upstreamRequestId(head));
        answer = Objects.requireNonNull(prepared).answer(loop, head);
    }

    @Override
    public void answerPart(ByteBuf part) {
        progress = System.nanoTime();
        Answer from = answer;
        if (error != null) {
            if (error.add(part)) {
                dropConnection();
                concludeError();
            }
        } else if (from == null) {
            part.release();
        } else if (answering) {
            exchange.answerPart(from.part(part));
        } else {
            from.keep(from.part(part));
            look(from);
        }
    }

    @Override
    public void answerEnd(LastPart last) {
        connection = null;
        Answer from = answer;
        if (error != null || from == null) {
            concludeError();
            return;
        }
        if (answering) {
            exchange.answerPart(from.end());
        } else {
            from.keep(from.end());
            look(from);
        }
        if (answering) {
            over = true;
            journey.left();
            exchange.answerEnd(last, from.failed() ? inside(from) : null);
        }
    }

    /// Lets the answer go to the client once its beginning shows that it is one.
    private void look(Answer from) {
        switch (from.showing()) {
            case GOOD -> letGo(from);
            case NOTHING_YET -> {
                if (from.keptEnough()) {
                    letGo(from);
                }
            }
            case BAD -> {
                dropConnection();
                Optional<byte[]> evidence = from.evidence();
                if (evidence.isPresent()) {
                    error = ErrorAnswer.inside(target().provider(), from.from(), evidence.get());
                    concludeError();
                } else {
                    failed(invalid("not what was asked for"), from.from().status());
                }
            }
        }
    }

    private void letGo(Answer from) {
        record(credential(), from.from().status(), "");
        turn().answered();
        journey.answered(headNanos);
        RateFields.usedUp(target(), from.from()).ifPresent(turn()::failed);
        answering = true;
        body.letGo();
        exchange.answerHead(from);
        exchange.answerPart(from.release());
    }

    /// What went wrong when the answer itself says that it failed, after it had begun.
    private Failure inside(Answer from) {
        Optional<byte[]> evidence = from.evidence();
        if (evidence.isEmpty()) {
            return invalid("ended early");
        }
        ErrorAnswer said = ErrorAnswer.inside(target().provider(), from.from(), evidence.get());
        return switch (said.verdict(target().model(), secret(), incident())) {
            case Verdict.ProviderTrouble trouble -> {
                turn().failed(said.fault(trouble, target().model()));
                yield said.failure(trouble);
            }
            case Verdict.CallerRequest _ -> invalid("an error within");
        };
    }

    @Override
    public void answerBatchOver() {
        client.flush();
    }

    @Override
    public void answerLost(boolean beforeAnswer) {
        connection = null;
        if (error != null) {
            error.cut();
            concludeError();
        } else if (answering) {
            over = true;
            journey.failed(ErrorClass.UNREACHABLE);
            exchange.failed(invalid("ended early"));
        } else if (beforeAnswer && !repeated && body.repeatable()) {
            repeated = true;
            loop.pool().lend(Objects.requireNonNull(prepared).site().origin(), this, true);
        } else {
            Failure lost =
                    invalid(answer == null ? "connection closed without one" : "ended early");
            failed(lost, fault(lost, 0), ErrorClass.UNREACHABLE);
        }
    }

    @Override
    public void answerBroken(Violation violation) {
        connection = null;
        Failure broken = invalid(violation.detail());
        if (answering) {
            over = true;
            journey.failed(ErrorClass.INVALID_ANSWER);
            exchange.failed(broken);
        } else {
            failed(broken, 0);
        }
    }

    @Override
    public void fault(Throwable cause) {
        connection = null;
        over = true;
        discardAnswer();
        log.error("a call broke off by a fault of the gateway ({})", account.id(), cause);
        exchange.failed(Failure.gatewayBug());
    }

    /// A provider that refuses the request itself is quoted; whatever else ails it is its own affair,
    /// or the gateway's.
    private void concludeError() {
        discardAnswer();
        ErrorAnswer answer = Objects.requireNonNull(error);
        error = null;
        answer.close();
        Verdict verdict;
        try {
            verdict = answer.verdict(target().model(), secret(), incident());
        } catch (RuntimeException e) {
            fault(e);
            return;
        }
        account.upstreamRequestId(verdict.finding().upstreamRequestId().orElse(null));
        switch (verdict) {
            case Verdict.ProviderTrouble trouble ->
                    failed(answer.failure(trouble), answer.fault(trouble, target().model()));
            case Verdict.CallerRequest request -> {
                Optional<OwnAnswer> words =
                        answer.passedOn(secret(), Objects.requireNonNull(prepared).form());
                if (words.isPresent()) {
                    quoted = words.get();
                    record(credential(), answer.status(), "");
                    journey.answered(-1);
                    goOn(journey.after(RequestFaults.of(request), body.repeatable()));
                } else {
                    failed(invalid("ended early"), answer.status());
                }
            }
        }
    }

    /// Whether the provider's status page reports one.
    private boolean incident() {
        return loop.plane().ports().watch().incident(target().provider().id()).isPresent();
    }

    private Optional<String> secret() {
        return prepared == null ? Optional.empty() : prepared.secret();
    }

    private static Failure invalid(String what) {
        return Failure.upstream("UPSTREAM_INVALID_ANSWER", Map.of("answer", what));
    }

    private void failed(Failure why, int status) {
        failed(why, fault(why, status));
    }

    private UpstreamFault fault(Failure why, int status) {
        return ErrorAnswer.fault(why, status, target().model());
    }

    private void failed(Failure why, UpstreamFault fault) {
        failed(why, fault, Troubles.of(why));
    }

    /// The attempt failed before the first byte: on to the next credential that may do better, else
    /// where the route says, if the body is still here.
    private void failed(Failure why, UpstreamFault fault, ErrorClass kind) {
        discardAnswer();
        failure = why;
        record(credential(), fault.status(), why.reason().code());
        turn().failed(fault);
        boolean repeatable = body.repeatable();
        if (repeatable && turn().goesOn(why, fault.marks()) && began(target(), turn())) {
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

    private static @Nullable String upstreamRequestId(ResponseHead answer) {
        String id = answer.fields().first(Known.X_REQUEST_ID);
        return id == null ? answer.fields().first(Known.REQUEST_ID) : id;
    }

    /// The one that is being tried.
    private Target target() {
        return journey.target();
    }

    /// Which of the credentials there is being tried.
    private CredentialTurn turn() {
        return Objects.requireNonNull(turn);
    }

    /// Whether a request went to a provider that hasn't failed.
    boolean sent() {
        return connection != null;
    }

    private String credential() {
        return prepared == null ? "" : prepared.credential();
    }

    private void record(String credential, int status, String reason) {
        Target target = target();
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

    /// Looks at the deadlines for the provider.
    void tick(long now) {
        if (over) {
            return;
        }
        Timeouts timeouts = loop.plane().config().timeouts();
        Duration total = journey.total(timeouts);
        if (now - account.began() > total.toNanos()) {
            dropConnection();
            over = true;
            exchange.failed(Failure.upstreamTimeout("total", total));
            return;
        }
        if (connection == null) {
            return;
        }
        Answer held = answering ? null : answer;
        if (held != null && held.releasable() && now - progress > LONGEST_KEPT.toNanos()) {
            letGo(held);
            client.flush();
        }
        Duration allowed = answering ? journey.idle(timeouts) : journey.firstByte(timeouts);
        if (now - progress < allowed.toNanos() || (answering && !client.writable())) {
            return;
        }
        dropConnection();
        Failure timeout = Failure.upstreamTimeout(answering ? "idle" : "first byte", allowed);
        if (answering) {
            over = true;
            journey.failed(ErrorClass.TIMEOUT);
            exchange.failed(timeout);
        } else {
            error = null;
            failed(timeout, 0);
        }
    }

    /// Whether the answer is read; off while the client takes no more.
    void reading(boolean on) {
        if (connection != null) {
            connection.reading(on);
            progress = System.nanoTime();
        }
    }

    /// Nobody wants the answer any more.
    void cancel() {
        over = true;
        journey.left();
        discardAnswer();
        dropConnection();
    }

    /// One that the client has begun to get is the exchange's to close.
    private void discardAnswer() {
        if (answer != null && !answering) {
            answer.close();
            answer = null;
        }
    }

    private void dropConnection() {
        if (connection != null) {
            connection.cancel();
            connection = null;
        }
    }
}
