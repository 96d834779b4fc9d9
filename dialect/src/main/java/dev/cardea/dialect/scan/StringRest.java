package dev.cardea.dialect.scan;

/// What may follow within a JSON string: escapes and the bytes of a UTF-8 character (RFC 3629), one
/// step for each byte.
final class StringRest {
    private static final byte PLAIN = 0;
    private static final byte ESCAPE = 1;
    private static final byte HEX = 2;
    private static final byte TAIL = 3;

    private byte state;
    private byte remaining;
    private int lowest;
    private int highest;
    private boolean escaped;

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
