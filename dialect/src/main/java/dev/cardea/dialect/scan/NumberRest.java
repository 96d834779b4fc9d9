package dev.cardea.dialect.scan;

/// What may follow within a JSON number: a table of states, one step for each byte.
final class NumberRest {
    static final byte BROKEN = -1;
    static final byte ENDED = -2;

    private static final byte SIGN = 0;
    private static final byte ZERO = 1;
    private static final byte INTEGER = 2;
    private static final byte POINT = 3;
    private static final byte FRACTION = 4;
    private static final byte EXPONENT = 5;
    private static final byte EXPONENT_SIGN = 6;
    private static final byte EXPONENT_DIGITS = 7;

    private NumberRest() {}

    /// The state after the first byte; [#BROKEN] when no number starts so.
    static byte start(byte c) {
        if (c == '-') {
            return SIGN;
        }
        if (c == '0') {
            return ZERO;
        }
        return c >= '1' && c <= '9' ? INTEGER : BROKEN;
    }

    /// The state after one more byte; [#ENDED] when it doesn't belong to the number.
    static byte next(byte state, byte c) {
        if (c >= '0' && c <= '9') {
            return switch (state) {
                case SIGN -> c == '0' ? ZERO : INTEGER;
                case ZERO -> ENDED;
                case POINT -> FRACTION;
                case EXPONENT, EXPONENT_SIGN -> EXPONENT_DIGITS;
                default -> state;
            };
        }
        return switch (c) {
            case '.' -> state == ZERO || state == INTEGER ? POINT : ENDED;
            case 'e', 'E' ->
                    state == ZERO || state == INTEGER || state == FRACTION ? EXPONENT : ENDED;
            case '+', '-' -> state == EXPONENT ? EXPONENT_SIGN : ENDED;
            default -> ENDED;
        };
    }

    /// Whether digits may follow without end, none of which changes the state.
    static boolean takesDigits(byte state) {
        return state == INTEGER || state == FRACTION || state == EXPONENT_DIGITS;
    }

    /// The first byte at or after `from` that is no digit.
    static int skipDigits(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }

    /// Whether the number is complete in this state.
    static boolean mayEnd(byte state) {
        return state == ZERO || state == INTEGER || state == FRACTION || state == EXPONENT_DIGITS;
    }
}
