package dev.cardea.relay;

import dev.cardea.dialect.classify.RequestFaults;
import dev.cardea.dialect.classify.Verdict;
import dev.cardea.model.ErrorClass;
import dev.cardea.model.Provider;
import dev.cardea.model.Target;
import dev.cardea.model.UpstreamFault;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.LastPart;
import dev.cardea.relay.http.ResponseHead;
import dev.cardea.relay.http.Violation;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One attempt: a request to one target with one credential, and the answer to it as it comes. The
/// beginning of the answer is held back until it shows that it is one; what failed before that is
/// told to the [Attempts], what fails after it ends the call.
final class UpstreamCall implements UpstreamUser, RequestBody.Streaming {
    /// How long the beginning of an answer is kept back while it shows nothing.
    private static final Duration LONGEST_KEPT = Duration.ofSeconds(1);

    private final RelayLoop loop;
    private final Attempts attempts;
    private final Exchange exchange;
    private final ClientConnection client;
    private final RequestBody body;
    private Preparation.Ready ready;
    private final CredentialTurn turn;
    private final Journey journey;
    private final long began = System.nanoTime();
    private @Nullable UpstreamConnection connection;
    private @Nullable ErrorAnswer error;
    private @Nullable Answer answer;
    private boolean repeated;
    private boolean answering;
    private boolean over;
    private boolean awaitsBody;
    private boolean connecting;
    private long headNanos;
    private long progress = began;

    UpstreamCall(
            RelayLoop loop,
            Attempts attempts,
            Exchange exchange,
            ClientConnection client,
            Preparation.Ready ready,
            CredentialTurn turn,
            Journey journey) {
        this.loop = loop;
        this.attempts = attempts;
        this.exchange = exchange;
        this.client = client;
        this.ready = ready;
        this.turn = turn;
        this.journey = journey;
        body = ready.arrival().body();
    }

    /// Asks for a connection, once the body is here where it is needed as a whole.
    void begin() {
        turn.used();
        awaitsBody = ready.awaitsBody();
        if (awaitsBody) {
            bodyBatchOver();
            return;
        }
        if (!body.complete()) {
            client.reading(false);
        }
        lend(false);
    }

    private void lend(boolean fresh) {
        connecting = true;
        progress = System.nanoTime();
        loop.pool().lend(ready.site().origin(), this, fresh);
    }

    @Override
    public void connected(UpstreamConnection connection) {
        if (over) {
            connection.unused();
            return;
        }
        connecting = false;
        this.connection = connection;
        ready.write(connection);
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
            lend(false);
        } else if (awaitsBody && body.overBudget()) {
            over = true;
            exchange.failed(Failure.overloaded());
        } else if (awaitsBody) {
            client.wantBody(ready.arrival().head());
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
        ready.arrival().account().upstreamRequestId(upstreamRequestId(head));
        answer = ready.answer(loop, head);
    }

    private static @Nullable String upstreamRequestId(ResponseHead answer) {
        String id = answer.fields().first(Known.X_REQUEST_ID);
        return id == null ? answer.fields().first(Known.REQUEST_ID) : id;
    }

    @Override
    public void answerPart(ByteBuf part) {
        progress = System.nanoTime();
        Answer from = answer;
        if (error != null) {
            if (error.add(part)) {
                dropConnection();
                conclude(error);
            }
        } else if (from == null) {
            part.release();
        } else if (answering) {
            exchange.answerPart(from.part(part));
        } else {
            from.keep(from.part(part));
            look(from, false);
        }
    }

    @Override
    public void answerEnd(LastPart last) {
        connection = null;
        Answer from = answer;
        if (error != null) {
            conclude(error);
            return;
        }
        if (from == null) {
            failed(Failure.invalidAnswer("ended without a head"), 0);
            return;
        }
        if (answering) {
            exchange.answerPart(from.end());
        } else {
            from.keep(from.end());
            look(from, true);
        }
        if (answering) {
            over = true;
            journey.left();
            loop.plane().states().remember(ready, from);
            exchange.answerEnd(last, from.failed() ? inside(from) : null);
        }
    }

    /// Lets the answer go to the client once its beginning shows that it is one.
    private void look(Answer from, boolean ended) {
        switch (from.showing()) {
            case GOOD -> {
                if (!mayBeRefusal(from)) {
                    letGo(from);
                } else if (ended && from.refused()) {
                    refused(from);
                } else if (ended) {
                    letGo(from);
                }
            }
            case NOTHING_YET -> {
                if (from.keptEnough()) {
                    letGo(from);
                }
            }
            case BAD -> {
                dropConnection();
                Optional<byte[]> evidence = from.evidence();
                if (evidence.isPresent()) {
                    conclude(ErrorAnswer.inside(target().provider(), from.from(), evidence.get()));
                } else {
                    failed(Failure.invalidAnswer("not what was asked for"), from.from().status());
                }
            }
        }
    }

    /// Whether a good answer is kept back still: the route sends calls on whose content is refused, and
    /// this may yet be such a refusal, or is one and not complete.
    private boolean mayBeRefusal(Answer from) {
        return journey.fallsBackOn(ErrorClass.CONTENT_REFUSED)
                && body.repeatable()
                && !from.keptEnough()
                && (from.refused() || !from.spoke());
    }

    /// The provider answers, but not what was asked: another may.
    private void refused(Answer from) {
        over = true;
        Account account = ready.arrival().account();
        account.metered(from.usage(body.length()), from.modelAnswered());
        attempts.answered(began, ready.credential(), from.from().status());
        turn.answered();
        journey.answered(headNanos);
        OwnAnswer words = from.whole(account);
        discardAnswer();
        attempts.refused(words, Optional.of(ErrorClass.CONTENT_REFUSED));
    }

    private void letGo(Answer from) {
        attempts.answered(began, ready.credential(), from.from().status());
        turn.answered();
        journey.answered(headNanos);
        RateFields.usedUp(target(), from.from()).ifPresent(turn::failed);
        answering = true;
        loop.plane().states().remember(ready, from);
        ready = ready.sent();
        body.letGo();
        exchange.answerHead(from);
        exchange.answerPart(from.release());
    }

    /// What went wrong when the answer itself says that it failed, after it had begun.
    private Failure inside(Answer from) {
        Optional<byte[]> evidence = from.evidence();
        if (evidence.isEmpty()) {
            return Failure.invalidAnswer("ended early");
        }
        ErrorAnswer said = ErrorAnswer.inside(target().provider(), from.from(), evidence.get());
        return switch (verdict(said)) {
            case Verdict.ProviderTrouble trouble -> {
                turn.failed(said.fault(trouble, target().model()));
                yield said.failure(trouble);
            }
            case Verdict.CallerRequest _ -> Failure.invalidAnswer("an error within");
        };
    }

    @Override
    public void answerBatchOver() {
        client.flush();
    }

    @Override
    public void answerLost(boolean notBegun) {
        connection = null;
        if (error != null) {
            error.cut();
            conclude(error);
        } else if (answering) {
            over = true;
            journey.failed(ErrorClass.UNREACHABLE);
            exchange.failed(Failure.invalidAnswer("ended early"));
        } else if (notBegun && !repeated && body.repeatable()) {
            repeated = true;
            lend(true);
        } else {
            Failure lost =
                    Failure.invalidAnswer(
                            answer == null ? "connection closed without one" : "ended early");
            failed(lost, fault(lost, 0), ErrorClass.UNREACHABLE);
        }
    }

    @Override
    public void answerBroken(Violation violation) {
        connection = null;
        Failure broken = Failure.invalidAnswer(violation.detail());
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
        cancel();
        attempts.fault(cause);
    }

    /// A provider that refuses the request itself is quoted; whatever else ails it is its own affair,
    /// or the gateway's.
    private void conclude(ErrorAnswer said) {
        discardAnswer();
        Verdict verdict = verdict(said);
        ready.arrival()
                .account()
                .upstreamRequestId(verdict.finding().upstreamRequestId().orElse(null));
        switch (verdict) {
            case Verdict.ProviderTrouble trouble -> {
                Failure why = said.failure(trouble);
                failed(why, said.fault(trouble, target().model()), Troubles.of(why));
            }
            case Verdict.CallerRequest request -> {
                Optional<OwnAnswer> words = said.passedOn(ready.secret(), ready.form());
                if (words.isPresent()) {
                    over = true;
                    attempts.answered(began, ready.credential(), said.status());
                    journey.answered(-1);
                    attempts.refused(words.get(), RequestFaults.of(request));
                } else {
                    failed(Failure.invalidAnswer("ended early"), said.status());
                }
            }
        }
    }

    /// What an answer means, by what is known of the provider and the model besides.
    private Verdict verdict(ErrorAnswer said) {
        Provider provider = target().provider();
        String model = target().model();
        return said.verdict(
                model,
                loop.models().retired(provider.name(), model),
                ready.secret(),
                loop.plane().ports().watch().incident(provider.id()).isPresent());
    }

    private void failed(Failure why, int status) {
        failed(why, fault(why, status), Troubles.of(why));
    }

    private UpstreamFault fault(Failure why, int status) {
        return ErrorAnswer.fault(why, status, target().model());
    }

    /// The attempt failed before the first byte.
    private void failed(Failure why, UpstreamFault fault, ErrorClass kind) {
        discardAnswer();
        over = true;
        attempts.failed(began, ready.credential(), why, fault, kind);
    }

    private Target target() {
        return ready.target();
    }

    /// Whether a request went to a provider that hasn't failed.
    boolean sent() {
        return connection != null;
    }

    /// Looks at the deadlines for the provider.
    void tick(long now) {
        if (over) {
            return;
        }
        if (connection == null) {
            journey.connect()
                    .filter(most -> connecting && now - progress > most.toNanos())
                    .ifPresent(most -> failed(Failure.upstreamTimeout("connect", most), 0));
            return;
        }
        Answer held = answering ? null : answer;
        if (held != null && held.releasable() && now - progress > LONGEST_KEPT.toNanos()) {
            letGo(held);
            client.flush();
        }
        Timeouts timeouts = loop.plane().config().timeouts();
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
        discardAnswer();
        dropConnection();
    }

    /// One that the client has begun to get is the exchange's to close.
    private void discardAnswer() {
        if (answer != null && !answering) {
            answer.close();
            answer = null;
        }
        if (error != null) {
            error.close();
            error = null;
        }
    }

    private void dropConnection() {
        if (connection != null) {
            connection.cancel();
            connection = null;
        }
    }
}
