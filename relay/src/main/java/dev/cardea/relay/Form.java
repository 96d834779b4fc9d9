package dev.cardea.relay;

import dev.cardea.dialect.scan.Splice;
import dev.cardea.dialect.translate.Translation.Translated;
import dev.cardea.model.Caller;
import dev.cardea.model.Endpoint;
import dev.cardea.model.KeptPath;
import dev.cardea.model.UpstreamAuth;
import dev.cardea.relay.http.RequestHead;
import dev.cardea.relay.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Objects;

/// In which form a call goes to a provider, and its answer comes back.
sealed interface Form {
    /// As it is, for a provider of the client's own dialect.
    Form PASSED = new Passed();

    /// Writes the head, and of the body what is here.
    void write(Preparation.Ready ready, UpstreamConnection connection);

    /// What takes the answer with this head.
    Answer answer(RelayLoop loop, Preparation.Ready ready, ResponseHead head);

    /// Byte for byte, but for the model's name and the wish for usage.
    record Passed() implements Form {
        @Override
        public void write(Preparation.Ready ready, UpstreamConnection connection) {
            write(ready, ready.arrival().head(), connection);
        }

        private static void write(
                Preparation.Ready ready, RequestHead head, UpstreamConnection connection) {
            Arrival arrival = ready.arrival();
            RequestBody body = arrival.body();
            Splice splice = body.splice(ready.target().model());
            boolean decoded = body.decoded();
            long length =
                    body.complete()
                            ? body.length() + splice.growth()
                            : decoded || head.length() < 0
                                    ? RequestHead.UNKNOWN
                                    : head.length() + splice.growth() + body.room();
            connection.write(
                    UpstreamRequest.head(
                            head,
                            arrival.operation(),
                            ready.site(),
                            ready.target(),
                            authorization(ready, head, splice),
                            arrival.account().id(),
                            decoded,
                            length,
                            connection.fields()));
            ByteBuf content = body.content(splice);
            if (content.isReadable()) {
                connection.write(content);
            } else {
                content.release();
            }
        }

        private static List<UpstreamAuth.Field> authorization(
                Preparation.Ready ready, RequestHead head, Splice splice) {
            var signing = ready.signing();
            if (signing == null) {
                return ready.authorization();
            }
            ByteBuf content = ready.arrival().body().content(splice);
            try {
                return signing.sign(
                        UpstreamRequest.outgoing(
                                head,
                                ready.arrival().operation(),
                                ready.site(),
                                ready.target(),
                                content.nioBuffer()));
            } finally {
                content.release();
            }
        }

        @Override
        public Answer answer(RelayLoop loop, Preparation.Ready ready, ResponseHead head) {
            Arrival arrival = ready.arrival();
            Caller caller = arrival.account().caller();
            if (!arrival.operation().endpoint().isOfKept() || caller == null) {
                return PassedAnswer.of(loop, arrival, ready.target().provider(), head);
            }
            KeptPath path = arrival.operation().kept().orElseThrow();
            String method = arrival.head().method();
            if (path.lists(method)) {
                return new Listed(Listing.of(arrival.operation().dialect(), arrival.head().query()))
                        .answer(loop, ready, head);
            }
            return path.endpoint() == Endpoint.MESSAGE_BATCHES && path.shows()
                    ? KeptHeldAnswer.ofBatch(loop, head)
                    : KeptAnswer.of(loop, arrival, path, head);
        }
    }

    /// As it is but for the query: the next page of a list.
    record Listed(Listing listing) implements Form {
        @Override
        public void write(Preparation.Ready ready, UpstreamConnection connection) {
            RequestHead asked = ready.arrival().head();
            RequestHead page =
                    RequestHead.of(
                            asked.method(),
                            asked.path() + "?" + listing.query(),
                            asked.fields(),
                            asked.length());
            Passed.write(ready, page, connection);
        }

        @Override
        public Answer answer(RelayLoop loop, Preparation.Ready ready, ResponseHead head) {
            Caller caller = Objects.requireNonNull(ready.arrival().account().caller());
            return KeptHeldAnswer.ofList(
                    loop,
                    listing,
                    ready.target().provider().id(),
                    caller.key().organization(),
                    head);
        }
    }

    /// In the provider's own dialect; the whole body is here.
    record Rewritten(Translated request) implements Form {
        private static final byte[] NOTHING = {};

        /// What reads the answer, without what was asked.
        Rewritten withoutBody() {
            return new Rewritten(
                    new Translated(
                            NOTHING,
                            request.path(),
                            request.headers(),
                            request.dropped(),
                            request.stream(),
                            request.answers()));
        }

        @Override
        public void write(Preparation.Ready ready, UpstreamConnection connection) {
            var signing = ready.signing();
            connection.write(
                    UpstreamRequest.translated(
                            ready.arrival().head(),
                            ready.site(),
                            request,
                            signing == null
                                    ? ready.authorization()
                                    : signing.sign(UpstreamRequest.outgoing(ready.site(), request)),
                            ready.arrival().account().id(),
                            connection.fields()));
            connection.write(Unpooled.wrappedBuffer(request.body()));
        }

        @Override
        public Answer answer(RelayLoop loop, Preparation.Ready ready, ResponseHead head) {
            return TranslatedAnswer.of(
                    loop, ready.arrival(), ready.target().provider(), head, request);
        }
    }
}
