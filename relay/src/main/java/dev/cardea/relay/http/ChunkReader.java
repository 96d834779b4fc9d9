package dev.cardea.relay.http;

import dev.cardea.relay.http.HeadParser.Progress;
import dev.cardea.relay.http.Violation.Kind;
import io.netty.buffer.ByteBuf;

/// Reads a body in chunks (RFC 9112, section 7.1) out of the buffers it comes in.
///
/// The data of all chunks in one buffer is moved together in place, so that it goes on as one piece
/// however small the chunks are.
final class ChunkReader {
    private static final int MOST_DIGITS = 15;
    private static final int LONGEST_LINE = 256;

    private enum At {
        SIZE,
        EXTENSION,
        SIZE_LINE_FEED,
        DATA,
        DATA_RETURN,
        DATA_LINE_FEED,
        TRAILERS
    }

    private final TrailerParser trailers;
    private final ChunkExtension extension = new ChunkExtension();
    private At at = At.SIZE;
    private long left;
    private int digits;
    private int lineLength;
    private int dataStart;
    private int dataEnd;
    private String detail = "";

    ChunkReader(HttpLimits limits) {
        trailers = new TrailerParser(limits);
    }

    /// Gets ready for the next body.
    void restart() {
        trailers.restart();
        nextSize();
    }

    /// Where the data of the last [#feed] begins in its buffer.
    int dataStart() {
        return dataStart;
    }

    /// Where the data of the last [#feed] ends in its buffer.
    int dataEnd() {
        return dataEnd;
    }

    /// The end of the body, once [#feed] is done.
    LastPart last() {
        return trailers.fields.size() == 0 ? LastPart.END : LastPart.of(trailers.fields);
    }

    Violation violation() {
        return detail.isEmpty()
                ? trailers.violation()
                : new Violation(Kind.MALFORMED, detail, Known.OTHER, 0, null);
    }

    /// Reads on; afterwards the data is between [#dataStart] and [#dataEnd], and `in` stands behind
    /// what belongs to the body.
    Progress feed(ByteBuf in) {
        int from = in.readerIndex();
        int end = in.writerIndex();
        dataStart = from;
        dataEnd = from;
        while (from < end) {
            switch (at) {
                case DATA -> {
                    int length = (int) Math.min(left, end - from);
                    if (dataEnd == dataStart) {
                        dataStart = from;
                        dataEnd = from;
                    } else {
                        in.setBytes(dataEnd, in, from, length);
                    }
                    dataEnd += length;
                    from += length;
                    left -= length;
                    if (left == 0) {
                        at = At.DATA_RETURN;
                    }
                }
                case TRAILERS -> {
                    in.readerIndex(from);
                    return trailers.feed(in);
                }
                case SIZE, EXTENSION, SIZE_LINE_FEED, DATA_RETURN, DATA_LINE_FEED -> {
                    if (!line(in.getByte(from))) {
                        return Progress.BROKEN;
                    }
                    from++;
                }
            }
        }
        in.readerIndex(from);
        return Progress.MORE;
    }

    /// Takes one byte outside the data; false when it doesn't belong there.
    private boolean line(byte b) {
        switch (at) {
            case SIZE -> {
                return size(b);
            }
            case EXTENSION -> {
                if (b == '\r' && extension.complete()) {
                    at = At.SIZE_LINE_FEED;
                } else if (!extension.take(b)) {
                    return broken("a chunk extension that is not name=value");
                } else if (++lineLength > LONGEST_LINE) {
                    return broken("a chunk extension that is too long");
                }
            }
            case SIZE_LINE_FEED -> {
                if (b != '\n') {
                    return broken("a carriage return without a line feed behind a chunk size");
                }
                at = left == 0 ? At.TRAILERS : At.DATA;
            }
            case DATA_RETURN -> {
                if (b != '\r') {
                    return broken("a chunk that is longer than its size");
                }
                at = At.DATA_LINE_FEED;
            }
            case DATA_LINE_FEED -> {
                if (b != '\n') {
                    return broken("a carriage return without a line feed behind a chunk");
                }
                nextSize();
            }
            case DATA, TRAILERS -> throw new IllegalStateException("not in a chunk's line");
        }
        return true;
    }

    private boolean size(byte b) {
        int digit = Octets.hex(b);
        if (digit >= 0) {
            if (++digits > MOST_DIGITS) {
                return broken("a chunk size that is too large");
            }
            left = left << 4 | digit;
        } else if (digits == 0) {
            return broken("a chunk size was expected");
        } else if (b == '\r') {
            at = At.SIZE_LINE_FEED;
        } else if (b == ';') {
            at = At.EXTENSION;
            extension.begin();
        } else {
            return broken("a chunk size that is not a hexadecimal number");
        }
        return true;
    }

    private void nextSize() {
        at = At.SIZE;
        left = 0;
        digits = 0;
        lineLength = 0;
        detail = "";
    }

    private boolean broken(String words) {
        detail = words;
        return false;
    }
}
