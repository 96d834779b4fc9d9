package dev.cardea.relay;

import dev.cardea.dialect.kept.KeptThing;
import dev.cardea.model.KeptPath;
import dev.cardea.model.Usage;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An answer about one thing that a provider keeps, or with what is in it: byte for byte, read for the
/// ids of what is kept from now on. It costs nothing: what an answer of old cost was counted when it
/// was made.
final class KeptAnswer extends Answer implements Gunzip.Output {
    private final RelayLoop loop;
    private final boolean events;
    private final @Nullable KeptThing thing;
    private final @Nullable Gunzip gunzip;
    private boolean readable;

    /// The answer to a call that is no list of such things.
    static KeptAnswer of(RelayLoop loop, Arrival arrival, KeptPath path, ResponseHead head) {
        Fields fields = head.fields();
        int at = fields.find(Known.CONTENT_TYPE);
        String type = at < 0 ? "" : fields.value(at).toLowerCase(Locale.ROOT);
        boolean events = type.startsWith("text/event-stream");
        boolean shows = path.shows() && !arrival.head().method().equals("DELETE");
        return new KeptAnswer(loop, head, events, shows && type.startsWith("application/json"));
    }

    private KeptAnswer(RelayLoop loop, ResponseHead head, boolean events, boolean shows) {
        super(head);
        this.loop = loop;
        this.events = events;
        thing = shows ? new KeptThing() : null;
        int encoded = head.fields().find(Known.CONTENT_ENCODING);
        boolean plain = encoded < 0 || head.fields().valueIs(encoded, "identity");
        boolean gzip = !plain && head.fields().valueIs(encoded, "gzip");
        gunzip = shows && gzip ? new Gunzip() : null;
        readable = plain || gzip;
    }

    @Override
    ResponseHead head(Account account, Fields into) {
        PassedAnswer.copy(from().fields(), into);
        sign(account, into);
        return ResponseHead.of(from().status(), into, from().length());
    }

    @Override
    @Nullable ByteBuf part(ByteBuf part) {
        if (thing != null && readable) {
            int count = part.readableBytes();
            byte[] bytes = loop.scratch(count);
            part.getBytes(part.readerIndex(), bytes, 0, count);
            if (gunzip == null) {
                thing.feed(bytes, 0, count);
            } else {
                readable = gunzip.decode(bytes, 0, count, this);
            }
        }
        return part;
    }

    @Override
    public boolean take(byte[] bytes, int length) {
        if (thing != null) {
            thing.feed(bytes, 0, length);
        }
        return true;
    }

    @Override
    @Nullable ByteBuf end() {
        return null;
    }

    @Override
    Showing showing() {
        return Showing.GOOD;
    }

    @Override
    boolean releasable() {
        return true;
    }

    @Override
    Optional<byte[]> evidence() {
        return Optional.empty();
    }

    @Override
    boolean streamed() {
        return events;
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
        return thing == null ? List.of() : thing.ids();
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
        return events ? refusals.event(arrival, failure) : null;
    }

    @Override
    public void close() {
        super.close();
        if (gunzip != null) {
            gunzip.close();
        }
    }
}
