package dev.cardea.relay.http;

import dev.cardea.relay.http.Violation.Kind;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Reads a head: an optional first line, fields, an empty line.
///
/// The bytes are copied once into [#fields] and checked once, wherever the network splits them. Only
/// what RFC 9112 lets a sender generate is accepted: CRLF at each line's end, no folded lines, no
/// blank before a colon, no control characters.
abstract sealed class HeadParser permits RequestParser, ResponseParser, TrailerParser {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final int FIRST_COPY = 2048;
    private static final int KEPT_CAPACITY = 16 * 1024;

    /// How far [#feed] came.
    enum Progress {
        MORE,
        DONE,
        BROKEN
    }

    final HttpLimits limits;

    /// Of the head that is being read or was read last.
    Fields fields;

    private boolean inFirstLine;
    private boolean done;

    /// Where the line begins that is being read.
    private int line;

    private @Nullable Violation violation;

    HeadParser(HttpLimits limits, Fields fields) {
        this.limits = limits;
        this.fields = fields;
        restart();
    }

    /// Forgets the last head.
    final void restart() {
        if (fields.bytes.length > KEPT_CAPACITY) {
            fields = new Fields();
        }
        fields.clear();
        inFirstLine = hasFirstLine();
        done = false;
        line = 0;
        violation = null;
    }

    /// Whether a head has begun.
    final boolean begun() {
        return !done && (fields.length > line || !inFirstLine);
    }

    /// Why the last [#feed] answered [Progress#BROKEN].
    final Violation violation() {
        if (violation == null) {
            throw new IllegalStateException("the head is not broken");
        }
        return violation;
    }

    /// Reads on; afterwards `in` stands behind what belongs to the head. After a head that was
    /// [Progress#DONE] it begins another.
    final Progress feed(ByteBuf in) {
        if (done) {
            restart();
        }
        int step = FIRST_COPY;
        while (in.isReadable()) {
            int had = fields.length;
            int take = Math.min(Math.min(in.readableBytes(), step), limits.headBytes() + 1 - had);
            fields.grow(take + 1);
            byte[] bytes = fields.bytes;
            in.readBytes(bytes, had, take);
            int limit = had + take;
            fields.length = limit;
            // Ends every loop over a class of characters: no class contains it.
            bytes[limit] = 0;
            if (had == 0 || hasLineFeed(bytes, had, limit)) {
                Progress progress = parse(bytes, limit);
                if (progress == Progress.DONE) {
                    in.readerIndex(in.readerIndex() - (limit - line));
                    fields.length = line;
                    done = true;
                    return progress;
                }
                if (progress == Progress.BROKEN) {
                    return progress;
                }
            }
            if (inFirstLine && limit - line > longestFirstLine()) {
                return firstLineTooLong();
            }
            if (limit > limits.headBytes()) {
                return broken(
                        Kind.HEAD_TOO_LARGE,
                        "the head is larger than " + limits.headBytes() + " bytes",
                        Known.OTHER,
                        limit);
            }
            step *= 2;
        }
        return Progress.MORE;
    }

    abstract boolean hasFirstLine();

    /// Whether one empty line may come before the first line.
    abstract boolean skipsEmptyLine();

    /// Reads the first line.
    ///
    /// @param end where its CRLF begins
    /// @return false after [#broken]
    abstract boolean firstLine(byte[] bytes, int start, int end);

    abstract int longestFirstLine();

    abstract Progress firstLineTooLong();

    /// Looks at the fields as a whole.
    ///
    /// @return false after [#broken]
    abstract boolean complete();

    /// What was understood before a violation.
    abstract @Nullable RequestHead partial();

    /// Notes a violation; nothing is parsed after it.
    final Progress broken(Kind kind, String detail, Known field, int offset) {
        violation = new Violation(kind, detail, field, offset, partial());
        return Progress.BROKEN;
    }

    final boolean malformed(String detail, int offset) {
        broken(Kind.MALFORMED, detail, Known.OTHER, offset);
        return false;
    }

    private Progress parse(byte[] bytes, int limit) {
        if (inFirstLine) {
            int end = lineFeed(bytes, line, limit);
            if (end == 1 && line == 0 && bytes[0] == '\r' && skipsEmptyLine()) {
                line = 2;
                end = lineFeed(bytes, 2, limit);
            }
            if (end < 0) {
                return Progress.MORE;
            }
            if (end == line || bytes[end - 1] != '\r') {
                malformed("a line feed without a carriage return in the first line", end);
                return Progress.BROKEN;
            }
            if (end + 1 - line > longestFirstLine()) {
                return firstLineTooLong();
            }
            if (!firstLine(bytes, line, end - 1)) {
                return Progress.BROKEN;
            }
            inFirstLine = false;
            line = end + 1;
        }
        return fieldLines(bytes, limit);
    }

    private Progress fieldLines(byte[] bytes, int limit) {
        int start = line;
        while (true) {
            int at = start;
            while (Octets.token(bytes[at])) {
                at++;
            }
            if (at == limit) {
                break;
            }
            if (bytes[at] != ':' || at == start) {
                if (at == start && bytes[at] == '\r') {
                    if (at + 1 == limit) {
                        break;
                    }
                    return emptyLine(bytes, at);
                }
                return badName(bytes, start, at);
            }
            int nameEnd = at;
            at++;
            while (Octets.blank(bytes[at])) {
                at++;
            }
            int value = at;
            at = valueEnd(bytes, at, limit);
            if (at == limit || (at == limit - 1 && bytes[at] == '\r')) {
                break;
            }
            Known known = Known.of(bytes, start, nameEnd);
            if (bytes[at] != '\r' || bytes[at + 1] != '\n') {
                return badValue(bytes, at, known);
            }
            int valueEnd = at;
            while (valueEnd > value && Octets.blank(bytes[valueEnd - 1])) {
                valueEnd--;
            }
            if (fields.size() == limits.fields()) {
                return broken(
                        Kind.HEAD_TOO_LARGE,
                        "more than " + limits.fields() + " header fields",
                        Known.OTHER,
                        start);
            }
            fields.found(start, nameEnd, value, valueEnd, known);
            start = at + 2;
            line = start;
        }
        return Progress.MORE;
    }

    private Progress emptyLine(byte[] bytes, int at) {
        if (bytes[at + 1] != '\n') {
            malformed("a carriage return without a line feed", at);
            return Progress.BROKEN;
        }
        line = at + 2;
        if (line > limits.headBytes()) {
            return Progress.MORE;
        }
        return complete() ? Progress.DONE : Progress.BROKEN;
    }

    private Progress badName(byte[] bytes, int start, int at) {
        String detail;
        if (at == start && Octets.blank(bytes[at])) {
            detail = "a folded header line";
        } else if (at == start && bytes[at] == ':') {
            detail = "a header line without a name";
        } else if (Octets.blank(bytes[at])) {
            detail = "a blank in a header name or before its colon";
        } else if (bytes[at] == '\n' || bytes[at] == '\r') {
            detail = "a header line without a colon, or a line feed without a carriage return";
        } else {
            detail = "a character that is not allowed in a header name";
        }
        malformed(detail, at);
        return Progress.BROKEN;
    }

    private Progress badValue(byte[] bytes, int at, Known known) {
        if (bytes[at] == '\r') {
            return broken(Kind.MALFORMED, "a carriage return without a line feed", known, at);
        }
        if (bytes[at] == '\n') {
            return broken(Kind.MALFORMED, "a line feed without a carriage return", known, at);
        }
        return broken(Kind.CONTROL_CHARACTER, "a control character in a header value", known, at);
    }

    /// The first position at or after `at` that can't be part of a field's value.
    private static int valueEnd(byte[] bytes, int at, int limit) {
        int i = at;
        while (i + 8 <= limit) {
            long eight = (long) LONGS.get(bytes, i);
            long below = (eight - ONES * 0x20) & ~eight & HIGH;
            long del = eight ^ (ONES * 0x7f);
            long stops = below | ((del - ONES) & ~del & HIGH);
            if (stops == 0) {
                i += 8;
                continue;
            }
            i += Long.numberOfTrailingZeros(stops) >>> 3;
            if (!Octets.value(bytes[i])) {
                return i;
            }
            i++; // a tab
        }
        while (i < limit && Octets.value(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean hasLineFeed(byte[] bytes, int from, int limit) {
        return lineFeed(bytes, from, limit) >= 0;
    }

    private static int lineFeed(byte[] bytes, int from, int limit) {
        int i = from;
        for (; i + 8 <= limit; i += 8) {
            long eight = (long) LONGS.get(bytes, i) ^ (ONES * '\n');
            long found = (eight - ONES) & ~eight & HIGH;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; i < limit; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
