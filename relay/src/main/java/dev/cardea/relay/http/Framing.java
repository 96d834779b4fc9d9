package dev.cardea.relay.http;

import org.jspecify.annotations.Nullable;

/// How long the body of a message is, from its fields (RFC 9112, section 6), for requests and
/// responses alike: one `Content-Length`, or `Transfer-Encoding: chunked`, never both.
final class Framing {
    /// The fields that frame a message, which only a codec writes.
    static final long FIELDS =
            Known.bits(
                    Known.CONTENT_LENGTH,
                    Known.TRANSFER_ENCODING,
                    Known.CONNECTION,
                    Known.KEEP_ALIVE,
                    Known.PROXY_CONNECTION);

    /// Neither length nor coding is given.
    static final long NONE = -2;

    /// Read in chunks; a message calls it unknown.
    static final long CHUNKED = RequestHead.UNKNOWN;

    private static final long LENGTH_OR_CODING =
            Known.bits(Known.CONTENT_LENGTH, Known.TRANSFER_ENCODING);

    private Framing() {}

    /// The size of the body, [#CHUNKED] or [#NONE], of fields in which [#fault] found nothing.
    static long of(Fields fields) {
        if (!fields.hasAny(LENGTH_OR_CODING)) {
            return NONE;
        }
        int i = fields.find(Known.CONTENT_LENGTH);
        return i < 0
                ? CHUNKED
                : Numbers.decimal(fields.bytes, fields.valueStart(i), fields.valueEnd(i));
    }

    /// What is wrong with the framing of these fields; null when nothing is.
    static @Nullable String fault(Fields fields, HttpVersion version) {
        if (!fields.hasAny(LENGTH_OR_CODING)) {
            return null;
        }
        int coding = fields.find(Known.TRANSFER_ENCODING);
        int size = fields.find(Known.CONTENT_LENGTH);
        if (coding >= 0) {
            if (size >= 0) {
                return "both Content-Length and Transfer-Encoding";
            }
            if (version == HttpVersion.HTTP_1_0) {
                return "Transfer-Encoding in HTTP/1.0";
            }
            if (fields.find(Known.TRANSFER_ENCODING, coding + 1) >= 0) {
                return "more than one Transfer-Encoding";
            }
            return fields.valueIs(coding, "chunked")
                    ? null
                    : "a Transfer-Encoding other than chunked";
        }
        if (fields.find(Known.CONTENT_LENGTH, size + 1) >= 0) {
            return "more than one Content-Length";
        }
        return Numbers.decimal(fields.bytes, fields.valueStart(size), fields.valueEnd(size)) < 0
                ? "a Content-Length that is not a decimal number"
                : null;
    }

    /// Whether the connection lasts beyond this message.
    static boolean keepAlive(Fields fields, HttpVersion version) {
        boolean keepAlive = version != HttpVersion.HTTP_1_0;
        for (int i = fields.find(Known.CONNECTION);
                i >= 0;
                i = fields.find(Known.CONNECTION, i + 1)) {
            if (fields.lists(i, "close")) {
                return false;
            }
            keepAlive |= fields.lists(i, "keep-alive");
        }
        return keepAlive;
    }
}
