package dev.cardea.relay;

import dev.cardea.dialect.usage.UsageMeter;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Provider;
import dev.cardea.model.Usage;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An answer in the client's own dialect: without the usage chunk that the client didn't ask for,
/// otherwise byte for byte.
final class PassedAnswer extends Answer implements UsageMeter.Passage, Gunzip.Output {
    /// Hop by hop, or what concerns the provider's own clients: its cookies, its transport, its name
    /// for the account.
    private static final long STRIPPED =
            Known.bits(
                    Known.CONTENT_LENGTH,
                    Known.TRANSFER_ENCODING,
                    Known.CONNECTION,
                    Known.KEEP_ALIVE,
                    Known.PROXY_CONNECTION,
                    Known.TE,
                    Known.TRAILER,
                    Known.UPGRADE,
                    Known.PROXY_AUTHENTICATE,
                    Known.SET_COOKIE,
                    Known.ALT_SVC,
                    Known.STRICT_TRANSPORT_SECURITY,
                    Known.X_REQUEST_ID);

    private final RelayLoop loop;
    private final UsageMeter meter;
    private final Kind kind;
    private final boolean hides;
    private final @Nullable Gunzip gunzip;
    private boolean readable;
    private boolean ended;
    private int first = -1;
    private @Nullable ByteBuf passed;

    /// What the body is, as far as it matters for what its beginning can show.
    private enum Kind {
        /// Server-sent events.
        EVENTS,
        /// One JSON value.
        WHOLE,
        /// A JSON array whose elements come one by one.
        LIST,
        PAGE,
        /// Something that is not looked at.
        OPAQUE
    }

    /// The answer of `provider` to this call.
    static PassedAnswer of(RelayLoop loop, Arrival arrival, Provider provider, ResponseHead head) {
        Fields fields = head.fields();
        Endpoint endpoint = arrival.operation().endpoint();
        Kind kind = kind(fields, endpoint);
        boolean stream = kind == Kind.EVENTS;
        int encoded = fields.find(Known.CONTENT_ENCODING);
        boolean plain = encoded < 0 || fields.valueIs(encoded, "identity");
        boolean gzip = !plain && fields.valueIs(encoded, "gzip");
        boolean hide = stream && plain && arrival.body().wishesUsage();
        UsageMeter meter = UsageMeter.of(provider.dialect(), endpoint, stream, hide);
        return new PassedAnswer(
                loop, head, meter, kind, hide, plain || gzip, gzip ? new Gunzip() : null);
    }

    private static Kind kind(Fields fields, Endpoint endpoint) {
        int at = fields.find(Known.CONTENT_TYPE);
        String type = at < 0 ? "" : fields.value(at).toLowerCase(Locale.ROOT);
        if (type.startsWith("text/event-stream")) {
            return Kind.EVENTS;
        }
        if (endpoint == Endpoint.PASS_THROUGH) {
            return Kind.OPAQUE;
        }
        if (type.startsWith("application/json")) {
            return endpoint == Endpoint.STREAM_GENERATE_CONTENT ? Kind.LIST : Kind.WHOLE;
        }
        return type.startsWith("text/html") ? Kind.PAGE : Kind.OPAQUE;
    }

    /// @param hides whether `meter` keeps something back; only where the body isn't compressed
    /// @param readable whether the meter can make something of the body
    /// @param gunzip decodes a copy for the meter; null when the body isn't compressed
    private PassedAnswer(
            RelayLoop loop,
            ResponseHead head,
            UsageMeter meter,
            Kind kind,
            boolean hides,
            boolean readable,
            @Nullable Gunzip gunzip) {
        super(head);
        this.loop = loop;
        this.meter = meter;
        this.kind = kind;
        this.hides = hides;
        this.readable = readable;
        this.gunzip = gunzip;
    }

    @Override
    ResponseHead head(Account account, Fields into) {
        ResponseHead from = from();
        copy(from.fields(), into);
        sign(account, into);
        return ResponseHead.of(from.status(), into, hides ? ResponseHead.UNKNOWN : from.length());
    }

    /// The fields of a provider's answer that concern the client.
    static void copy(Fields from, Fields into) {
        if (!from.has(Known.CONNECTION)) {
            into.addAllBut(from, STRIPPED);
            return;
        }
        for (int i = 0; i < from.size(); i++) {
            boolean stripped =
                    from.known(i) != Known.OTHER && (STRIPPED & from.known(i).bit()) != 0;
            if (!stripped && !UpstreamRequest.namedByConnection(from, i)) {
                into.add(from, i);
            }
        }
    }

    @Override
    @Nullable ByteBuf part(ByteBuf part) {
        int count = part.readableBytes();
        byte[] bytes = loop.scratch(count);
        part.getBytes(part.readerIndex(), bytes, 0, count);
        if (first < 0 && count > 0) {
            first = bytes[0];
        }
        if (!hides) {
            meter(bytes, count);
            return part;
        }
        part.release();
        meter.feed(bytes, 0, count, this);
        return taken();
    }

    private void meter(byte[] bytes, int count) {
        if (readable && gunzip == null) {
            meter.feed(bytes, 0, count, this);
        } else if (readable && gunzip != null) {
            readable = gunzip.decode(bytes, 0, count, this);
        }
    }

    @Override
    @Nullable ByteBuf end() {
        ended = true;
        meter.end(this);
        return taken();
    }

    private @Nullable ByteBuf taken() {
        ByteBuf all = passed;
        passed = null;
        return all;
    }

    @Override
    public boolean take(byte[] bytes, int length) {
        meter.feed(bytes, 0, length, this);
        return true;
    }

    @Override
    public void pass(byte[] bytes, int offset, int length) {
        if (!hides || length == 0) {
            return;
        }
        if (passed == null) {
            passed = loop.allocator().directBuffer(length);
        }
        Objects.requireNonNull(passed).writeBytes(bytes, offset, length);
    }

    @Override
    Showing showing() {
        if (kind == Kind.OPAQUE) {
            return Showing.GOOD;
        }
        if (meter.sawError() || isPage() || (ended && first < 0 && from().status() == 200)) {
            return Showing.BAD;
        }
        return ended || !readable || meter.started() || (kind == Kind.LIST && first >= 0)
                ? Showing.GOOD
                : Showing.NOTHING_YET;
    }

    private boolean isPage() {
        return kind == Kind.PAGE || (kind == Kind.WHOLE && first == '<');
    }

    @Override
    boolean releasable() {
        return !isPage();
    }

    @Override
    Optional<byte[]> evidence() {
        Optional<byte[]> error = meter.embeddedError().map(UsageMeter.EmbeddedError::json);
        if (error.isPresent()) {
            return error;
        }
        ByteBuf page = kept();
        return Optional.of(
                page == null || gunzip != null ? new byte[0] : ByteBufUtil.getBytes(page));
    }

    @Override
    boolean streamed() {
        return kind == Kind.EVENTS;
    }

    @Override
    Usage usage(long requestBytes) {
        return meter.usage(requestBytes);
    }

    @Override
    String modelAnswered() {
        return meter.modelAnswered();
    }

    @Override
    String id() {
        return meter.answerId();
    }

    @Override
    List<String> made() {
        return Stream.concat(super.made().stream(), meter.itemIds().stream()).toList();
    }

    @Override
    boolean refused() {
        return meter.refused();
    }

    @Override
    boolean spoke() {
        return !readable || (kind != Kind.EVENTS && kind != Kind.LIST) || meter.spoke();
    }

    @Override
    boolean failed() {
        return meter.sawError();
    }

    @Override
    byte @Nullable [] broken(Refusals refusals, Arrival arrival, Failure failure) {
        return kind == Kind.EVENTS ? refusals.event(arrival, failure) : null;
    }

    @Override
    public void close() {
        super.close();
        if (passed != null) {
            passed.release();
            passed = null;
        }
        if (gunzip != null) {
            gunzip.close();
        }
    }
}
