package dev.cardea.relay.http;

import dev.cardea.relay.http.Violation.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads the head of an HTTP/1 request.
final class RequestParser extends HeadParser {
    private static final int LONGEST_METHOD = 32;
    private static final int VERSION_LENGTH = " HTTP/1.1".length();
    private static final String[] METHODS = {
        "POST", "GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"
    };

    private String method = "";
    private String target = "";
    private byte[] targetBytes = {};
    private HttpVersion version = HttpVersion.HTTP_1_1;

    /// Where the authority of a target in absolute form begins and ends; 0 and 0 in other forms.
    private int authority;

    private int authorityEnd;
    private @Nullable RequestHead head;
    private boolean firstLineRead;

    RequestParser(HttpLimits limits) {
        super(limits, new Fields());
    }

    /// The head, once [#feed] is done; the next call of [#feed] begins another.
    RequestHead take() {
        RequestHead taken = head;
        if (taken == null) {
            throw new IllegalStateException("no head is complete");
        }
        head = null;
        firstLineRead = false;
        return taken;
    }

    @Override
    boolean hasFirstLine() {
        return true;
    }

    /// Old clients send an empty line after a body.
    @Override
    boolean skipsEmptyLine() {
        return true;
    }

    @Override
    int longestFirstLine() {
        return LONGEST_METHOD + 1 + limits.targetBytes() + VERSION_LENGTH + 2;
    }

    @Override
    Progress firstLineTooLong() {
        return broken(
                Kind.TARGET_TOO_LONG,
                "the request target is longer than " + limits.targetBytes() + " bytes",
                Known.OTHER,
                limits.targetBytes());
    }

    @Override
    boolean firstLine(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && Octets.token(bytes[at])) {
            at++;
        }
        if (at == start || at == end || bytes[at] != ' ' || at - start > LONGEST_METHOD) {
            return malformed("a method and a blank were expected", at);
        }
        String newMethod = method(bytes, start, at);
        int from = at + 1;
        at = from;
        while (at < end && Octets.target(bytes[at])) {
            at++;
        }
        if (at == from || at == end || bytes[at] != ' ') {
            return malformed("a request target and a blank were expected", at);
        }
        if (at - from > limits.targetBytes()) {
            firstLineTooLong();
            return false;
        }
        if (end - at != VERSION_LENGTH
                || bytes[at + 1] != 'H'
                || bytes[at + 2] != 'T'
                || bytes[at + 3] != 'T'
                || bytes[at + 4] != 'P'
                || bytes[at + 5] != '/'
                || bytes[at + 6] != '1'
                || bytes[at + 7] != '.'
                || (bytes[at + 8] != '1' && bytes[at + 8] != '0')) {
            return malformed("HTTP/1.1 or HTTP/1.0 was expected", at + 1);
        }
        method = newMethod;
        version = bytes[at + 8] == '1' ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0;
        return target(bytes, from, at);
    }

    private boolean target(byte[] bytes, int from, int end) {
        authority = 0;
        authorityEnd = 0;
        boolean asterisk = bytes[from] == '*' && end - from == 1 && method.equals("OPTIONS");
        if (bytes[from] != '/' && !asterisk) {
            int scheme = scheme(bytes, from, end);
            int at = Math.max(scheme, from);
            while (at < end && bytes[at] != '/' && bytes[at] != '?') {
                at++;
            }
            if (scheme < 0 || at == scheme || !Authority.valid(bytes, scheme, at)) {
                return malformed("a request target that begins with a slash was expected", from);
            }
            authority = scheme;
            authorityEnd = at;
        }
        // A client that keeps its connection mostly asks for the same thing again.
        if (!Arrays.equals(targetBytes, 0, targetBytes.length, bytes, from, end)) {
            targetBytes = Arrays.copyOfRange(bytes, from, end);
            target = fields.text(from, end);
        }
        firstLineRead = true;
        return true;
    }

    /// Where the scheme of an absolute URI ends, -1 when there is none.
    private int scheme(byte[] bytes, int from, int end) {
        int most = Math.min(end, from + 8);
        int colon = from;
        while (colon < most && bytes[colon] != ':') {
            colon++;
        }
        boolean slashes = colon + 3 < end && bytes[colon + 1] == '/' && bytes[colon + 2] == '/';
        String scheme = fields.text(from, colon);
        return slashes && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                ? colon + 3
                : -1;
    }

    @Override
    boolean complete() {
        int host = fields.find(Known.HOST);
        if (host < 0) {
            if (version == HttpVersion.HTTP_1_1) {
                return malformed("a request without Host", fields.length);
            }
        } else {
            int start = fields.valueStart(host);
            int end = fields.valueEnd(host);
            if (fields.find(Known.HOST, host + 1) >= 0) {
                return malformed("more than one Host", start);
            }
            if (!Authority.valid(fields.bytes, start, end)) {
                return malformed("a Host that is no host name", start);
            }
            if (authority > 0
                    && !Authority.same(fields.bytes, authority, authorityEnd, start, end)) {
                return malformed("a Host other than the one in the request target", start);
            }
        }
        String fault = Framing.fault(fields, version);
        if (fault != null) {
            return malformed(fault, fields.length);
        }
        long framed = Framing.of(fields);
        long length = framed == Framing.NONE ? 0 : framed;
        head =
                new RequestHead(
                        method,
                        target,
                        version,
                        fields,
                        length,
                        Framing.keepAlive(fields, version),
                        expectsContinue(length));
        return true;
    }

    private boolean expectsContinue(long length) {
        int expect = fields.find(Known.EXPECT);
        return expect >= 0
                && length != 0
                && version == HttpVersion.HTTP_1_1
                && fields.valueIs(expect, "100-continue");
    }

    @Override
    @Nullable RequestHead partial() {
        return firstLineRead
                ? new RequestHead(method, target, version, fields, 0, false, false)
                : null;
    }

    private String method(byte[] bytes, int start, int end) {
        for (String known : METHODS) {
            if (known.length() == end - start) {
                int i = 0;
                while (i < known.length() && known.charAt(i) == bytes[start + i]) {
                    i++;
                }
                if (i == known.length()) {
                    return known;
                }
            }
        }
        return fields.text(start, end);
    }
}
