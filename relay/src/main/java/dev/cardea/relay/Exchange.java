package dev.cardea.relay;

import dev.cardea.model.Caller;
import dev.cardea.model.Decision;
import dev.cardea.model.Decision.Admit;
import dev.cardea.model.Endpoint;
import dev.cardea.model.LocalEndpoint.Access;
import dev.cardea.model.Outcome;
import dev.cardea.model.Readings;
import dev.cardea.model.Snapshot;
import dev.cardea.relay.http.LastPart;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One call on its way through the gateway: identify → admit → attempt → stream → settle. It runs on
/// one event loop; each event of the client, the provider or the clock moves it on.
final class Exchange {
    private final RelayLoop loop;
    private final ClientConnection client;
    private final Arrival arrival;
    private Phase phase = new Phase.Arriving();
    private @Nullable Snapshot snapshot;
    private @Nullable Readings readings;
    private boolean awaited;

    /// Identify: `arrival` knows what is asked for, from where, with what credential.
    Exchange(RelayLoop loop, ClientConnection client, Arrival arrival) {
        this.loop = loop;
        this.client = client;
        this.arrival = arrival;
    }

    /// A part of the body; this takes it over.
    void bodyPart(ByteBuf part) {
        arrival.body().add(part);
        if (phase instanceof Phase.Arriving && !awaited && arrival.enoughUnproven()) {
            admit();
        }
    }

    void bodyEnd() {
        arrival.body().end();
    }

    /// What the client sent in one go is here: head and body that come together are decided once.
    void readOver() {
        Attempts attempts = phase.attempts();
        if (phase instanceof Phase.Arriving) {
            admit();
        } else if (phase instanceof Phase.Admitted(var admit)) {
            attempt(admit);
        } else if (attempts != null && arrival.body().fault() != null) {
            failed(Failure.of(arrival.body().fault()));
        } else if (attempts != null) {
            attempts.bodyBatchOver();
        }
    }

    /// Admit: by the head, and by the model once the body has told it.
    private void admit() {
        Optional<Access> local = arrival.localAccess(loop.plane().ports().local());
        if (local.isPresent() && local.get() == Access.ANYONE) {
            answerLocally(Optional.empty());
            return;
        }
        if (arrival.body().starved()) {
            failed(Failure.overloaded());
            return;
        }
        if (arrival.waitsForBody(awaited)) {
            return;
        }
        // In this order: a change heard of in between would make the node look behind.
        Readings read = loop.plane().ports().readings().get();
        readings = read;
        snapshot = loop.plane().ports().snapshots().get();
        switch (loop.plane().decide(arrival.call(), snapshot, read)) {
            case Admit admit -> {
                arrival.account().caller(admit.caller());
                if (local.isPresent()) {
                    answerLocally(Optional.of(admit.caller()));
                } else {
                    phase = new Phase.Admitted(admit);
                    attempt(admit);
                }
            }
            case Decision.Await(var caller) -> {
                arrival.account().caller(caller);
                awaited = true;
                client.wantBody(arrival.head());
            }
            case Decision.Throttle(var why, var after) -> {
                why.caller().ifPresent(arrival.account()::caller);
                failed(Failure.refused(why, after));
            }
            case Decision.Deny(var why) -> {
                why.caller().ifPresent(arrival.account()::caller);
                failed(Failure.refused(why));
            }
        }
    }

    /// Attempt: once the body is complete, or too long to be waited for.
    private void attempt(Admit admit) {
        RequestBody body = arrival.body();
        if (Translators.mayTranslate(arrival.operation().endpoint(), admit.route())) {
            body.neededWhole();
        }
        if (body.fault() != null) {
            failed(Failure.of(body.fault()));
        } else if (body.starved()) {
            failed(Failure.overloaded());
        } else if (!body.ready()) {
            client.wantBody(arrival.head());
        } else if (snapshot != null) {
            switch (binding(admit, snapshot)) {
                case Binding.Bound(var credential) -> attempt(snapshot, admit, credential);
                case Binding.Narrowed(var route, var credential) ->
                        attempt(snapshot, new Admit(admit.caller(), route), credential);
                case Binding.Refused(var why) -> failed(why);
            }
        }
    }

    /// Where what the call refers to at a provider lets it go.
    private Binding binding(Admit admit, Snapshot snapshot) {
        Endpoint endpoint = arrival.operation().endpoint();
        if (endpoint.isOfKept() && readings != null) {
            return new KeptBinding(loop.plane(), arrival, admit, snapshot, readings).binding();
        }
        KeptStates states = loop.plane().states();
        arrival.body().guard(file -> Binding.mayUse(states, file, endpoint, admit));
        return Binding.of(states, arrival, admit);
    }

    private void attempt(Snapshot snapshot, Admit admit, String credential) {
        Attempts attempts = new Attempts(loop, this, client, arrival, snapshot, admit, credential);
        phase = new Phase.Attempting(attempts);
        attempts.tryNext();
    }

    /// Stream: a provider answers.
    void answerHead(Answer answer) {
        if (phase instanceof Phase.Attempting(var attempts)) {
            phase = new Phase.Streaming(attempts, answer);
            client.write(answer.head(arrival.account(), client.fields()), arrival);
        }
    }

    /// This takes over what goes on of the answer's body; null when that is nothing.
    void answerPart(@Nullable ByteBuf part) {
        if (phase instanceof Phase.Streaming) {
            client.write(part, arrival);
        } else if (part != null) {
            part.release();
        }
    }

    /// @param inside what the answer itself says went wrong after it had begun; null when it is good
    void answerEnd(LastPart last, @Nullable Failure inside) {
        if (phase instanceof Phase.Streaming) {
            settle(inside == null ? Outcome.COMPLETED : inside.outcome(), inside);
            client.end(last);
        }
    }

    private void answerLocally(Optional<Caller> caller) {
        phase = new Phase.Local();
        arrival.body().discard();
        client.wantBody(arrival.head());
        loop.plane().local().ask(loop, arrival, caller, snapshot, this::answered);
    }

    /// An answer that is here as a whole: the gateway's own, or a provider's word on the request.
    void answered(Optional<OwnAnswer> answer) {
        if (answer.isPresent() && !(phase instanceof Phase.Settled)) {
            client.write(answer.get(), arrival);
            settle(Outcome.COMPLETED, null);
            client.end(LastPart.END);
        } else {
            failed(Failure.gatewayBug());
        }
    }

    /// The call gets no answer, or not all of it: a refusal while nothing has gone out, else an end in
    /// the way of the client's dialect.
    void failed(Failure failure) {
        phase.cancel();
        if (phase instanceof Phase.Streaming(_, var answer)) {
            client.breakOff(answer.broken(loop.plane().refusals(), arrival, failure), arrival);
            settle(failure.outcome(), failure);
        } else if (!(phase instanceof Phase.Settled)) {
            client.write(loop.plane().refusals().answer(arrival, failure), arrival);
            settle(failure.outcome(), failure);
            client.end(LastPart.END);
        }
    }

    /// The client has left: nobody pays for the rest.
    void clientGone() {
        phase.cancel();
        settle(Outcome.CLIENT_GONE, null);
    }

    /// The client takes more of the answer again, or can't just now.
    void clientWritable(boolean writable) {
        phase.reading(writable);
    }

    void tick(long now) {
        Failure late = arrival.late(now, client.reading());
        if (late != null) {
            failed(late);
        } else {
            phase.tick(now);
        }
    }

    /// Settle: what the call cost, and its one record.
    private void settle(Outcome outcome, @Nullable Failure failure) {
        if (phase instanceof Phase.Settled) {
            return;
        }
        arrival.meter(phase);
        phase = new Phase.Settled();
        loop.plane().records().write(arrival, snapshot, readings, outcome, failure);
        arrival.body().close();
    }
}
