package dev.cardea.relay;

import dev.cardea.dialect.kept.KeptPage;
import dev.cardea.dialect.kept.KeptPage.Thing;
import dev.cardea.dialect.kept.KeptThing;
import dev.cardea.dialect.kept.ResultsAddress;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Usage;
import dev.cardea.relay.KeptStates.Kept;
import dev.cardea.relay.KeptStates.Origin;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An answer about what a provider keeps that is changed on its way, for which it is held until it is
/// complete, like what is translated: of a list the client gets what its own organization made, and
/// of a batch of Anthropic's an address of its results that leads here.
final class KeptHeldAnswer extends Answer implements Gunzip.Output {
    private final RelayLoop loop;
    private final Change change;
    private final @Nullable Gunzip gunzip;
    private final AnswerBytes body;
    private boolean unreadable;
    private boolean ended;
    private @Nullable Changed result;

    /// What becomes of an answer.
    @FunctionalInterface
    private interface Change {
        /// Empty when it isn't what was expected.
        Optional<Changed> of(byte[] body, int length);
    }

    /// @param made the ids of what the provider keeps from now on
    /// @param next what has to be asked before there is an answer; null when there is one
    private record Changed(byte[] body, List<String> made, @Nullable Listing next) {}

    /// A page of a list.
    ///
    /// @param listing how far the list has come
    /// @param provider whose answer it is
    /// @param organization that asks
    static KeptHeldAnswer ofList(
            RelayLoop loop,
            Listing listing,
            ProviderId provider,
            OrganizationId organization,
            ResponseHead head) {
        KeptStates states = loop.plane().states();
        Predicate<Thing> isOwn =
                thing -> {
                    Origin origin = states.of(new Kept(provider, thing.id()));
                    return origin != null && origin.organization().equals(organization);
                };
        return new KeptHeldAnswer(
                loop,
                head,
                (body, length) ->
                        KeptPage.read(body, length).map(page -> listed(page, listing, isOwn)));
    }

    private static Changed listed(KeptPage page, Listing listing, Predicate<Thing> isOwn) {
        return switch (listing.with(page, isOwn)) {
            case Listing.Step.On(var next) -> new Changed(new byte[0], List.of(), next);
            case Listing.Step.Over(var own, var more) -> {
                List<String> made = new ArrayList<>(0);
                own.forEach(thing -> made.addAll(thing.files()));
                yield new Changed(page.with(own, more), made, null);
            }
        };
    }

    /// A batch of Anthropic's.
    static KeptHeldAnswer ofBatch(RelayLoop loop, ResponseHead head) {
        return new KeptHeldAnswer(
                loop,
                head,
                (body, length) -> {
                    KeptThing thing = new KeptThing();
                    thing.feed(body, 0, length);
                    byte[] whole = Arrays.copyOf(body, length);
                    return Optional.of(
                            new Changed(ResultsAddress.relative(whole), thing.ids(), null));
                });
    }

    private KeptHeldAnswer(RelayLoop loop, ResponseHead head, Change change) {
        super(head);
        this.loop = loop;
        body = new AnswerBytes(loop.plane());
        this.change = change;
        int encoded = head.fields().find(Known.CONTENT_ENCODING);
        boolean plain = encoded < 0 || head.fields().valueIs(encoded, "identity");
        boolean gzip = !plain && head.fields().valueIs(encoded, "gzip");
        gunzip = gzip ? new Gunzip() : null;
        unreadable = !plain && !gzip;
    }

    @Override
    ResponseHead head(Account account, Fields into) {
        into.add(Known.CONTENT_TYPE, "application/json");
        sign(account, into);
        return ResponseHead.of(
                from().status(), into, result == null ? ResponseHead.UNKNOWN : result.body.length);
    }

    @Override
    @Nullable ByteBuf part(ByteBuf part) {
        int count = part.readableBytes();
        byte[] bytes = loop.scratch(count);
        part.getBytes(part.readerIndex(), bytes, 0, count);
        part.release();
        if (!unreadable) {
            unreadable =
                    gunzip == null ? !take(bytes, count) : !gunzip.decode(bytes, 0, count, this);
        }
        return null;
    }

    @Override
    public boolean take(byte[] bytes, int count) {
        return body.add(bytes, count);
    }

    @Override
    @Nullable ByteBuf end() {
        ended = true;
        result = unreadable ? null : change.of(body.bytes(), body.length()).orElse(null);
        unreadable = result == null;
        return result == null ? null : Unpooled.wrappedBuffer(result.body);
    }

    /// What has to be asked before there is an answer; empty when there is one.
    Optional<Listing> next() {
        return result == null ? Optional.empty() : Optional.ofNullable(result.next);
    }

    @Override
    Showing showing() {
        return unreadable ? Showing.BAD : ended ? Showing.GOOD : Showing.NOTHING_YET;
    }

    @Override
    boolean releasable() {
        return false;
    }

    @Override
    Optional<byte[]> evidence() {
        return Optional.empty();
    }

    @Override
    boolean streamed() {
        return false;
    }

    @Override
    Usage usage(long requestBytes) {
        return Usage.NONE;
    }

    @Override
    String modelAnswered() {
        return "";
    }

    @Override
    String id() {
        return "";
    }

    @Override
    List<String> made() {
        return result == null ? List.of() : result.made;
    }

    @Override
    boolean refused() {
        return false;
    }

    @Override
    boolean spoke() {
        return true;
    }

    @Override
    boolean failed() {
        return false;
    }

    @Override
    byte @Nullable [] broken(Refusals refusals, Arrival arrival, Failure failure) {
        return null;
    }

    @Override
    public void close() {
        super.close();
        if (gunzip != null) {
            gunzip.close();
        }
        body.close();
    }
}
