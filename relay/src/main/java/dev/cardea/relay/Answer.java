package dev.cardea.relay;

import dev.cardea.dialect.usage.UsageMeter;
import dev.cardea.model.Caller;
import dev.cardea.model.Provider;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A provider's good answer on its way to the client: metered as it passes, without the usage chunk
/// that the client didn't ask for, otherwise byte for byte.
final class Answer implements UsageMeter.Passage, Gunzip.Output, AutoCloseable {
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
    private final boolean hides;
    private final @Nullable Gunzip gunzip;
    private boolean readable;
    private @Nullable ByteBuf passed;

    /// The answer of `provider` to this call.
    static Answer of(RelayLoop loop, Arrival arrival, Provider provider, ResponseHead head) {
        Fields fields = head.fields();
        int type = fields.find(Known.CONTENT_TYPE);
        boolean stream =
                type >= 0
                        && fields.value(type)
                                .toLowerCase(Locale.ROOT)
                                .startsWith("text/event-stream");
        if (stream) {
            arrival.account().isStream();
        }
        int encoded = fields.find(Known.CONTENT_ENCODING);
        boolean plain = encoded < 0 || fields.valueIs(encoded, "identity");
        boolean gzip = !plain && fields.valueIs(encoded, "gzip");
        boolean hide = stream && plain && arrival.body().wishesUsage();
        UsageMeter meter =
                UsageMeter.of(provider.dialect(), arrival.operation().endpoint(), stream, hide);
        return new Answer(loop, meter, hide, plain || gzip, gzip ? new Gunzip() : null);
    }

    /// @param hides whether `meter` keeps something back; only where the body isn't compressed
    /// @param readable whether the meter can make something of the body
    /// @param gunzip decodes a copy for the meter; null when the body isn't compressed
    private Answer(
            RelayLoop loop,
            UsageMeter meter,
            boolean hides,
            boolean readable,
            @Nullable Gunzip gunzip) {
        this.loop = loop;
        this.meter = meter;
        this.hides = hides;
        this.readable = readable;
        this.gunzip = gunzip;
    }

    /// The head for the client, with the id of the call and when its key expires.
    ///
    /// @param into empty; becomes its fields
    ResponseHead head(ResponseHead from, Account account, Fields into) {
        copy(from.fields(), into);
        into.add(Known.X_REQUEST_ID, account.id());
        Caller caller = account.caller();
        if (caller != null && caller.key().expiresAtMicros() != Long.MAX_VALUE) {
            long seconds = caller.key().expiresAtMicros() / 1_000_000;
            into.add("x-cardea-key-expires", Instant.ofEpochSecond(seconds).toString());
        }
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

    /// Takes a part of the body; gives what goes on of it, null when that is nothing.
    @Nullable ByteBuf part(ByteBuf part) {
        int count = part.readableBytes();
        byte[] bytes = loop.scratch(count);
        part.getBytes(part.readerIndex(), bytes, 0, count);
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

    /// The body is over; gives what was kept back, null when that is nothing.
    @Nullable ByteBuf end() {
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

    UsageMeter meter() {
        return meter;
    }

    @Override
    public void close() {
        if (passed != null) {
            passed.release();
            passed = null;
        }
        if (gunzip != null) {
            gunzip.close();
        }
    }
}
