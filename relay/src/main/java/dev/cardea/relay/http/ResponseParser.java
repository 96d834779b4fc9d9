package dev.cardea.relay.http;

import dev.cardea.relay.http.Violation.Kind;
import org.jspecify.annotations.Nullable;

/// Reads the head of an HTTP/1 response.
final class ResponseParser extends HeadParser {
    private static final int LONGEST_STATUS_LINE = 1024;
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private int status;
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private boolean complete;

    ResponseParser(HttpLimits limits) {
        super(limits, new Fields());
    }

    /// The head, once [#feed] is done; the next call of [#feed] begins another.
    ///
    /// @param toHead whether it answers a HEAD request
    ResponseHead take(boolean toHead) {
        if (!complete) {
            throw new IllegalStateException("no head is complete");
        }
        complete = false;
        long framed = Framing.of(fields);
        boolean bodyless = toHead || status < 200 || status == 204 || status == 304;
        boolean untilClose = framed == Framing.NONE && !bodyless;
        return new ResponseHead(
                status,
                version,
                fields,
                status < 200 || status == 204 ? 0 : Math.max(framed, ResponseHead.UNKNOWN),
                !untilClose && Framing.keepAlive(fields, version));
    }

    /// Whether a body in chunks was announced.
    boolean chunked() {
        return fields.has(Known.TRANSFER_ENCODING);
    }

    @Override
    boolean hasFirstLine() {
        return true;
    }

    @Override
    boolean skipsEmptyLine() {
        return false;
    }

    @Override
    int longestFirstLine() {
        return LONGEST_STATUS_LINE;
    }

    @Override
    Progress firstLineTooLong() {
        return broken(Kind.HEAD_TOO_LARGE, "a status line that is too long", Known.OTHER, 0);
    }

    @Override
    boolean firstLine(byte[] bytes, int start, int end) {
        if (end - start < STATUS_AT + 3
                || bytes[start] != 'H'
                || bytes[start + 1] != 'T'
                || bytes[start + 2] != 'T'
                || bytes[start + 3] != 'P'
                || bytes[start + 4] != '/'
                || bytes[start + 5] != '1'
                || bytes[start + 6] != '.'
                || (bytes[start + 7] != '1' && bytes[start + 7] != '0')
                || bytes[start + 8] != ' ') {
            return malformed("a status line of HTTP/1.1 or HTTP/1.0 was expected", start);
        }
        long code = Numbers.decimal(bytes, start + STATUS_AT, start + STATUS_AT + 3);
        if (code < 100 || code > 599 || code == 101) {
            return malformed("a status between 100 and 599 was expected", start + STATUS_AT);
        }
        int at = start + STATUS_AT + 3;
        if (at < end && bytes[at] != ' ') {
            return malformed("a blank after the status was expected", at);
        }
        while (at < end && Octets.value(bytes[at])) {
            at++;
        }
        if (at < end) {
            return malformed("a control character in the status line", at);
        }
        status = (int) code;
        version = bytes[start + 7] == '1' ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0;
        return true;
    }

    @Override
    boolean complete() {
        String fault = Framing.fault(fields, version);
        if (fault != null) {
            return malformed(fault, fields.length);
        }
        if (fields.has(Known.TRANSFER_ENCODING) && (status < 200 || status == 204)) {
            return malformed("Transfer-Encoding in a response without a body", fields.length);
        }
        complete = true;
        return true;
    }

    @Override
    @Nullable RequestHead partial() {
        return null;
    }
}
