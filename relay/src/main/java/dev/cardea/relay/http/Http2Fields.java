package dev.cardea.relay.http;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of HTTP/2 messages, to and from [Fields].
final class Http2Fields {
    /// Fields that RFC 9113 section 8.2.2 has no place for, and `Host`, which is `:authority`.
    private static final long NOT_WRITTEN =
            Framing.FIELDS | Known.bits(Known.HOST, Known.UPGRADE, Known.HTTP2_SETTINGS, Known.TE);

    private Http2Fields() {}

    /// Adds all fields but the pseudo ones; several cookie fields become one.
    ///
    /// @return why one of them can't be read; null when all can
    static @Nullable Violation read(
            Http2Headers headers, Fields to, @Nullable RequestHead partial) {
        StringBuilder cookies = null;
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            String name = field.getKey().toString();
            if (name.startsWith(":")) {
                continue;
            }
            String value = field.getValue().toString().strip();
            if (name.equals("cookie")) {
                cookies = cookies == null ? new StringBuilder() : cookies.append("; ");
                cookies.append(value);
                continue;
            }
            if (!add(to, name, value)) {
                return unreadable(name, partial);
            }
        }
        if (cookies != null && !add(to, "cookie", cookies.toString())) {
            return unreadable("cookie", partial);
        }
        return null;
    }

    private static boolean add(Fields to, String name, String value) {
        int length = to.length;
        try {
            to.add(name, value);
            return true;
        } catch (IllegalArgumentException _) {
            to.length = length;
            return false;
        }
    }

    private static Violation unreadable(String name, @Nullable RequestHead partial) {
        return new Violation(
                Violation.Kind.CONTROL_CHARACTER,
                "a control character in a header value",
                Known.of(name),
                0,
                partial);
    }

    /// Whether the trailer or head holds anything that frames an HTTP/1 message.
    static boolean framed(Fields fields) {
        return fields.hasAny(Framing.FIELDS & ~Known.CONTENT_LENGTH.bit())
                || fields.hasAny(Known.bits(Known.UPGRADE, Known.HTTP2_SETTINGS));
    }

    /// The fields as HTTP/2 writes them, framing left out.
    static Http2Headers write(Fields fields) {
        Http2Headers headers = new DefaultHttp2Headers(false, fields.size() + 4);
        for (int i = 0; i < fields.size(); i++) {
            if ((fields.known(i).bit() & NOT_WRITTEN) == 0) {
                headers.add(
                        new AsciiString(
                                        fields.bytes,
                                        fields.nameStart(i),
                                        fields.nameEnd(i) - fields.nameStart(i),
                                        true)
                                .toLowerCase(),
                        new AsciiString(
                                fields.bytes,
                                fields.valueStart(i),
                                fields.valueEnd(i) - fields.valueStart(i),
                                true));
            }
        }
        return headers;
    }

    /// The decimal value of a `content-length`, [RequestHead#UNKNOWN] when there is none, below that
    /// when it can't be read.
    static long length(Fields fields) {
        int i = fields.find(Known.CONTENT_LENGTH);
        if (i < 0) {
            return RequestHead.UNKNOWN;
        }
        long length = Numbers.decimal(fields.bytes, fields.valueStart(i), fields.valueEnd(i));
        return length < 0 || fields.find(Known.CONTENT_LENGTH, i + 1) >= 0 ? -2 : length;
    }
}
