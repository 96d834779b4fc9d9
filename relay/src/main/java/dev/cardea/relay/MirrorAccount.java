package dev.cardea.relay;

import dev.cardea.dialect.classify.Verdict;
import dev.cardea.model.Attempt;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Caller;
import dev.cardea.model.Outcome;
import dev.cardea.model.Routed.Candidate;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Usage;
import dev.cardea.relay.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a mirrored copy of a call amounts to: its answer is metered like any other and dropped, and
/// once it is over it is written down as a [CallRecord] of its own, which names the call.
final class MirrorAccount implements AutoCloseable {
    private final RelayLoop loop;
    private final Preparation.Ready ready;
    private final CredentialTurn turn;
    private final Judgement judgement;
    private final CallRecord opened;
    private final String of;
    private final String choice;
    private final long requestBytes;
    private final long began = System.nanoTime();
    private @Nullable Answer answer;
    private @Nullable ErrorAnswer error;
    private String upstreamRequestId = "";
    private int status;
    private long headMicros;
    private boolean written;

    /// Of a copy that goes out now, while what came of the call is still here.
    MirrorAccount(
            RelayLoop loop,
            Snapshot snapshot,
            Caller caller,
            Candidate candidate,
            Preparation.Ready ready,
            CredentialTurn turn) {
        this.loop = loop;
        this.ready = ready.sent();
        this.turn = turn;
        judgement = new Judgement(loop, turn);
        Arrival arrival = ready.arrival();
        of = arrival.account().id();
        choice = "mirror of %d percent".formatted(candidate.terms().percent());
        requestBytes = arrival.body().length();
        Instant now = Instant.now();
        Account account = new Account(loop.plane().ids().next(now), now);
        account.caller(caller);
        account.sent(candidate.target().provider().name(), candidate.target().model());
        opened = loop.plane().records().copied(account, arrival, snapshot.revision());
    }

    /// The provider's answer begins.
    void head(ResponseHead head) {
        status = head.status();
        headMicros = (System.nanoTime() - began) / 1_000;
        upstreamRequestId =
                Account.shortened(
                        Objects.requireNonNullElse(UpstreamCall.upstreamRequestId(head), ""));
        if (status >= 300) {
            error = new ErrorAnswer(ready.target().provider(), head);
        } else {
            answer = ready.answer(loop, head);
        }
    }

    /// Whether the provider's answer has begun.
    boolean answered() {
        return status != 0;
    }

    /// Takes a part of its body, and releases it; true when nothing more of it matters.
    boolean part(ByteBuf part) {
        if (error != null) {
            return error.add(part);
        }
        if (answer == null) {
            part.release();
        } else {
            drop(answer.part(part));
        }
        return false;
    }

    /// The answer is here as a whole, or as much of a refusal as matters.
    void ended() {
        Answer metered = answer;
        if (metered != null) {
            drop(metered.end());
            Failure inside =
                    metered.showing() == Answer.Showing.BAD || metered.failed()
                            ? judgement.inside(ready, metered)
                            : null;
            write(inside);
        } else if (error != null) {
            write(
                    switch (judgement.of(ready, error)) {
                        case Verdict.ProviderTrouble trouble -> {
                            turn.failed(error.fault(trouble, ready.target().model()));
                            yield error.failure(trouble);
                        }
                        case Verdict.CallerRequest _ -> null;
                    });
        }
    }

    /// The answer doesn't come, or not all of it.
    void failed(Failure why) {
        write(why);
    }

    private void write(@Nullable Failure why) {
        if (written) {
            return;
        }
        written = true;
        long micros = (System.nanoTime() - began) / 1_000;
        var attempt =
                new Attempt(
                        opened.provider(),
                        ready.credential(),
                        opened.modelSent(),
                        status,
                        why == null ? "" : why.reason().code(),
                        status == 0 ? micros : headMicros,
                        choice);
        Answer metered = answer;
        loop.plane()
                .records()
                .write(
                        opened.mirroring(
                                of,
                                why == null ? Outcome.COMPLETED : why.outcome(),
                                attempt,
                                upstreamRequestId,
                                metered == null ? "" : Account.shortened(metered.modelAnswered()),
                                metered != null && metered.streamed(),
                                metered == null ? Usage.NONE : metered.usage(requestBytes),
                                micros));
    }

    private static void drop(@Nullable ByteBuf part) {
        if (part != null) {
            part.release();
        }
    }

    @Override
    public void close() {
        if (answer != null) {
            answer.close();
        }
        if (error != null) {
            error.close();
        }
    }
}
