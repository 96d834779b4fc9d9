package dev.cardea.relay.http;

import dev.cardea.relay.http.Violation.Kind;
import org.jspecify.annotations.Nullable;

/// Reads the fields that follow a body in chunks.
final class TrailerParser extends HeadParser {
    /// Fields that would change how the message was framed, routed or allowed (RFC 9110, section
    /// 6.5.1).
    private static final long FORBIDDEN =
            Framing.FIELDS
                    | Known.bits(
                            Known.HOST,
                            Known.TE,
                            Known.TRAILER,
                            Known.AUTHORIZATION,
                            Known.PROXY_AUTHORIZATION,
                            Known.X_API_KEY,
                            Known.API_KEY,
                            Known.X_GOOG_API_KEY,
                            Known.COOKIE,
                            Known.SET_COOKIE);

    TrailerParser(HttpLimits limits) {
        super(limits, new Fields());
    }

    /// Whether one of these fields has no place behind a body.
    static boolean forbidden(Fields trailers) {
        return trailers.hasAny(FORBIDDEN);
    }

    @Override
    boolean hasFirstLine() {
        return false;
    }

    @Override
    boolean skipsEmptyLine() {
        return false;
    }

    @Override
    int longestFirstLine() {
        return 0;
    }

    @Override
    Progress firstLineTooLong() {
        return broken(Kind.MALFORMED, "trailers have no first line", Known.OTHER, 0);
    }

    @Override
    boolean firstLine(byte[] bytes, int start, int end) {
        return true;
    }

    @Override
    boolean complete() {
        return !forbidden(fields)
                || malformed("a trailer that is only allowed in a head", fields.length);
    }

    @Override
    @Nullable RequestHead partial() {
        return null;
    }
}
