package dev.cardea.dialect.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// What may follow within a JSON string: escapes and the bytes of a UTF-8 character (RFC 3629), one
/// step for each byte.
final class StringRest {
    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;
    private static final long QUOTES = 0x2222_2222_2222_2222L;
    private static final long BACKSLASHES = 0x5c5c_5c5c_5c5c_5c5cL;
    private static final long BLANKS = 0x2020_2020_2020_2020L;

    private static final byte PLAIN = 0;
    private static final byte ESCAPE = 1;
    private static final byte HEX = 2;
    private static final byte TAIL = 3;

    private byte state;
    private byte remaining;
    private int lowest;
    private int highest;
    private boolean escaped;

    /// The first byte at or after `from` that isn't a printable ASCII character other than quote and
    /// backslash; eight at a time.
    static int skipPlain(byte[] bytes, int from, int to) {
        int i = from;
        while (i <= to - 8) {
            long word = (long) WORD.get(bytes, i);
            long stop =
                    (((word ^ QUOTES) - ONES)
                                    | ((word ^ BACKSLASHES) - ONES)
                                    | (word - BLANKS)
                                    | word)
                            & HIGH;
            if (stop != 0) {
                return i + (Long.numberOfTrailingZeros(stop) >>> 3);
            }
            i += 8;
        }
        while (i < to) {
            byte c = bytes[i];
            if (c < ' ' || c == '"' || c == '\\') {
                return i;
            }
            i++;
        }
        return i;
    }

    void start() {
        state = PLAIN;
        escaped = false;
    }

    /// Whether no escape and no character is begun.
    boolean plain() {
        return state == PLAIN;
    }

    /// Whether there was an escape since the start.
    boolean escaped() {
        return escaped;
    }

    /// Takes one byte that doesn't end the string; false when it can't stand here.
    boolean next(byte c) {
        return switch (state) {
            case PLAIN -> c >= 0 ? ascii(c) : lead(c & 0xff);
            case ESCAPE -> escape(c);
            case HEX -> hex(c);
            default -> tail(c & 0xff);
        };
    }

    String expectation() {
        return switch (state) {
            case HEX -> "four hexadecimal digits";
            case TAIL -> "a UTF-8 character";
            default -> "a character that may stand in a string";
        };
    }

    private boolean ascii(byte c) {
        if (c == '\\') {
            state = ESCAPE;
            escaped = true;
        }
        return c >= ' ';
    }

    private boolean escape(byte c) {
        if (c == 'u') {
            state = HEX;
            remaining = 4;
            return true;
        }
        state = PLAIN;
        return "\"\\/bfnrt".indexOf(c) >= 0;
    }

    private boolean hex(byte c) {
        if (--remaining == 0) {
            state = PLAIN;
        }
        return Character.digit(c, 16) >= 0;
    }

    private boolean tail(int c) {
        boolean fits = c >= lowest && c <= highest;
        lowest = 0x80;
        highest = 0xbf;
        if (--remaining == 0) {
            state = PLAIN;
        }
        return fits;
    }

    private boolean lead(int c) {
        state = TAIL;
        lowest = 0x80;
        highest = 0xbf;
        if (c >= 0xc2 && c <= 0xdf) {
            remaining = 1;
        } else if (c >= 0xe0 && c <= 0xef) {
            remaining = 2;
            if (c == 0xe0) {
                lowest = 0xa0;
            } else if (c == 0xed) {
                highest = 0x9f;
            }
        } else if (c >= 0xf0 && c <= 0xf4) {
            remaining = 3;
            if (c == 0xf0) {
                lowest = 0x90;
            } else if (c == 0xf4) {
                highest = 0x8f;
            }
        } else {
            return false;
        }
        return true;
    }
}
