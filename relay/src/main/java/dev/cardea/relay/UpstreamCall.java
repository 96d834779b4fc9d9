package dev.cardea.relay;

import dev.cardea.dialect.classify.RequestFaults;
import dev.cardea.dialect.classify.Verdict;
import dev.cardea.model.ErrorClass;
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
final class UpstreamCall implements UpstreamUser {
    /// How long the beginning of an answer is kept back while it shows nothing.
    private static final Duration LONGEST_KEPT = Duration.ofSeconds(1);

    private final RelayLoop loop;
    private final Attempts attempts;
    private final Exchange exchange;
    private final ClientConnection client;
    private final RequestBody body;
    private final Sending sending;
    private final Judgement judgement;
    private final CredentialTurn turn;
    private final Journey journey;
    private final long began = System.nanoTime();
    private @Nullable ErrorAnswer error;
    private @Nullable Answer answer;
    private boolean repeated;
    private boolean answering;
    private boolean over;
    private long headNanos;

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
        this.turn = turn;
        this.journey = journey;
        body = ready.arrival().body();
        sending = new Sending(loop, client, this, ready);
        judgement = new Judgement(loop, turn);
    }

    /// Asks for a connection, once the body is here where it is needed as a whole.
    void begin() {
        turn.used();
        if (!sending.begin()) {
            starved();
        }
    }

    @Override
    public void connected(UpstreamConnection connection) {
        if (over) {
            connection.unused();
        } else {
            sending.connected(connection);
        }
    }

    /// What came from the client in one go has been written, or waits for the rest of it.
    void bodyBatchOver() {
        if (!sending.bodyBatchOver()) {
            starved();
        }
    }

    private void starved() {
        over = true;
        exchange.failed(Failure.overloaded());
    }

    @Override
    public void requestWritable(boolean writable) {
        sending.writable(writable);
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
        sending.progressed();
        if (head.informational()) {
            return;
        }
        headNanos = sending.progress() - began;
        if (head.status() >= 300) {
            error = new ErrorAnswer(target().provider(), head);
            return;
        }
        ready().arrival().account().upstreamRequestId(upstreamRequestId(head));
        Answer begun = ready().answer(loop, head);
        if (begun.streamed()) {
            ready().arrival().account().isStream();
        }
        answer = begun;
    }

    static @Nullable String upstreamRequestId(ResponseHead answer) {
        String id = answer.fields().first(Known.X_REQUEST_ID);
        return id == null ? answer.fields().first(Known.REQUEST_ID) : id;
    }

    @Override
    public void answerPart(ByteBuf part) {
        sending.progressed();
        Answer from = answer;
        if (error != null) {
            if (error.add(part)) {
                sending.cancel();
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
        sending.disconnected();
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
            Optional<Listing> next =
                    from instanceof KeptHeldAnswer held ? held.next() : Optional.empty();
            if (next.isPresent()) {
                goOn(next.get());
            } else {
                look(from, true);
            }
        }
        if (answering) {
            over = true;
            journey.left();
            loop.plane().states().remember(ready(), from);
            exchange.answerEnd(last, from.failed() ? judgement.inside(ready(), from) : null);
        }
    }

    /// Asks for the next page of a list.
    private void goOn(Listing next) {
        discardAnswer();
        turn.used();
        sending.next(ready().in(new Form.Listed(next)));
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
                sending.cancel();
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
        Account account = ready().arrival().account();
        account.metered(from.usage(body.length()), from.modelAnswered());
        attempts.answered(began, ready().credential(), from.from().status());
        turn.answered();
        journey.answered(headNanos);
        OwnAnswer words = from.whole(account);
        discardAnswer();
        attempts.refused(words, Optional.of(ErrorClass.CONTENT_REFUSED));
    }

    private void letGo(Answer from) {
        attempts.answered(began, ready().credential(), from.from().status());
        turn.answered();
        journey.answered(headNanos);
        RateFields.usedUp(target(), from.from()).ifPresent(turn::failed);
        answering = true;
        loop.plane().states().remember(ready(), from);
        sending.done();
        exchange.answerHead(from);
        exchange.answerPart(from.release());
    }

    @Override
    public void answerBatchOver() {
        client.flush();
    }

    @Override
    public void answerLost(boolean notBegun) {
        sending.disconnected();
        if (error != null) {
            error.cut();
            conclude(error);
        } else if (answering) {
            over = true;
            journey.failed(ErrorClass.UNREACHABLE);
            exchange.failed(Failure.invalidAnswer("ended early"));
        } else if (notBegun && !repeated && body.repeatable()) {
            repeated = true;
            sending.again();
        } else {
            Failure lost =
                    Failure.invalidAnswer(
                            answer == null ? "connection closed without one" : "ended early");
            failed(lost, fault(lost, 0), ErrorClass.UNREACHABLE);
        }
    }

    @Override
    public void answerBroken(Violation violation) {
        sending.disconnected();
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
        Verdict verdict = judgement.of(ready(), said);
        ready().arrival()
                .account()
                .upstreamRequestId(verdict.finding().upstreamRequestId().orElse(null));
        switch (verdict) {
            case Verdict.ProviderTrouble trouble -> {
                Failure why = said.failure(trouble);
                failed(why, said.fault(trouble, target().model()), Troubles.of(why));
            }
            case Verdict.CallerRequest request -> {
                Optional<OwnAnswer> words = said.passedOn(ready().secret(), ready().form());
                if (words.isPresent()) {
                    over = true;
                    attempts.answered(began, ready().credential(), said.status());
                    journey.answered(-1);
                    attempts.refused(words.get(), RequestFaults.of(request));
                } else {
                    failed(Failure.invalidAnswer("ended early"), said.status());
                }
            }
        }
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
        attempts.failed(began, ready().credential(), why, fault, kind);
    }

    private Preparation.Ready ready() {
        return sending.ready();
    }

    private Target target() {
        return ready().target();
    }

    /// Whether a request went to a provider that hasn't failed.
    boolean sent() {
        return sending.sent();
    }

    /// Looks at the deadlines for the provider.
    void tick(long now) {
        if (over) {
            return;
        }
        if (!sending.sent()) {
            journey.connect()
                    .filter(most ->
                            sending.connecting() && now - sending.progress() > most.toNanos())
                    .ifPresent(most -> failed(Failure.upstreamTimeout("connect", most), 0));
            return;
        }
        Answer held = answering ? null : answer;
        if (held != null
                && held.releasable()
                && now - sending.progress() > LONGEST_KEPT.toNanos()) {
            letGo(held);
            client.flush();
        }
        Timeouts timeouts = loop.plane().config().timeouts();
        Duration allowed = answering ? journey.idle(timeouts) : journey.firstByte(timeouts);
        if (now - sending.progress() < allowed.toNanos() || (answering && !client.writable())) {
            return;
        }
        sending.cancel();
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
        sending.reading(on);
    }

    /// Nobody wants the answer any more.
    void cancel() {
        over = true;
        discardAnswer();
        sending.cancel();
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
}
