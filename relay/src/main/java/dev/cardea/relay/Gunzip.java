package dev.cardea.relay;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decodes gzip (RFC 1952) as it comes, in pieces cut anywhere; several members in a row are one
/// text. What comes out is handed on in small portions, so that a small input can't become a large
/// memory.
final class Gunzip implements AutoCloseable {
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xe0;

    private enum Part {
        FIXED,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        HEADER_CRC,
        CONTENT,
        TRAILER
    }

    /// Takes what was decoded; the array is used again afterwards.
    interface Output {
        /// False to stop.
        boolean take(byte[] bytes, int length);
    }

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] portion = new byte[16 << 10];
    private Part part = Part.FIXED;
    private int at;
    private int flags;
    private int extraLength;
    private long trailer;

    /// Decodes the next piece; false when it is no gzip, or the output has enough.
    boolean decode(byte[] bytes, int offset, int length, Output output) {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            if (part == Part.CONTENT) {
                inflater.setInput(bytes, from, end - from);
                if (!inflate(output)) {
                    return false;
                }
                from = end - inflater.getRemaining();
            } else if (!frame(bytes[from++] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /// Whether the text may end here.
    boolean complete() {
        return part == Part.FIXED && at == 0;
    }

    private boolean inflate(Output output) {
        try {
            while (!inflater.finished() && !inflater.needsInput()) {
                int count = inflater.inflate(portion);
                if (inflater.needsDictionary()) {
                    return false;
                }
                crc.update(portion, 0, count);
                if (count > 0 && !output.take(portion, count)) {
                    return false;
                }
            }
        } catch (DataFormatException _) {
            return false;
        }
        if (inflater.finished()) {
            enter(Part.TRAILER);
            trailer = 0;
        }
        return true;
    }

    /// Takes one byte of what surrounds the content.
    private boolean frame(int octet) {
        switch (part) {
            case FIXED -> {
                if ((at == 0 && octet != 0x1f)
                        || (at == 1 && octet != 0x8b)
                        || (at == 2 && octet != 8)
                        || (at == 3 && (octet & FLAGS_RESERVED) != 0)) {
                    return false;
                }
                flags = at == 3 ? octet : flags;
                if (++at == 10) {
                    next(Part.FIXED);
                }
            }
            case EXTRA_LENGTH -> {
                extraLength = at == 0 ? octet : extraLength | octet << 8;
                if (++at == 2) {
                    enter(Part.EXTRA);
                    if (extraLength == 0) {
                        next(Part.EXTRA);
                    }
                }
            }
            case EXTRA -> {
                if (++at == extraLength) {
                    next(Part.EXTRA);
                }
            }
            case NAME, COMMENT -> {
                if (octet == 0) {
                    next(part);
                }
            }
            case HEADER_CRC -> {
                if (++at == 2) {
                    next(Part.HEADER_CRC);
                }
            }
            case TRAILER -> {
                trailer |= (long) octet << (8 * at);
                if (++at == 8) {
                    return ends();
                }
            }
            case CONTENT -> throw new IllegalStateException("content is not framing");
        }
        return true;
    }

    /// Goes on to the next part of the header that the flags announce.
    private void next(Part done) {
        if (done.compareTo(Part.EXTRA_LENGTH) < 0 && (flags & FLAG_EXTRA) != 0) {
            enter(Part.EXTRA_LENGTH);
        } else if (done.compareTo(Part.NAME) < 0 && (flags & FLAG_NAME) != 0) {
            enter(Part.NAME);
        } else if (done.compareTo(Part.COMMENT) < 0 && (flags & FLAG_COMMENT) != 0) {
            enter(Part.COMMENT);
        } else if (done.compareTo(Part.HEADER_CRC) < 0 && (flags & FLAG_HEADER_CRC) != 0) {
            enter(Part.HEADER_CRC);
        } else {
            enter(Part.CONTENT);
        }
    }

    private boolean ends() {
        boolean fits =
                (trailer & 0xffff_ffffL) == crc.getValue()
                        && trailer >>> 32 == (inflater.getBytesWritten() & 0xffff_ffffL);
        inflater.reset();
        crc.reset();
        enter(Part.FIXED);
        return fits;
    }

    private void enter(Part next) {
        part = next;
        at = 0;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
