package dev.cardea.dialect.scan;

import org.jspecify.annotations.Nullable;

/// Reads one JSON text (RFC 8259, UTF-8) in a single pass, in pieces cut anywhere, and tells its
/// subclass what goes by. It builds nothing, keeps no more than one token that is asked for, and
/// needs no stack: depth is bounded by [#MAX_DEPTH].
///
/// Strict: no byte order mark, no comments, no raw control characters in strings, no leading zeros,
/// well-formed UTF-8 only. Positions count bytes from the start of the text.
public abstract class JsonScanner {
    /// How many arrays and objects may be open at once.
    public static final int MAX_DEPTH = 512;

    /// The longest token that is kept for the subclass; a longer one is passed on without its text.
    static final int MAX_TOKEN = 4096;

    /// What a scalar value is.
    protected enum Kind {
        TEXT,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    private static final byte VALUE = 0;
    private static final byte VALUE_OR_END = 1;
    private static final byte NAME_OR_END = 2;
    private static final byte NAME = 3;
    private static final byte COLON = 4;
    private static final byte COMMA_OR_END = 5;
    private static final byte END = 6;
    private static final byte IN_STRING = 7;
    private static final byte IN_NUMBER = 8;
    private static final byte IN_LITERAL = 9;
    private static final byte BROKEN = 10;

    private final long[] objects = new long[MAX_DEPTH / 64];
    private final StringRest string = new StringRest();
    private byte state = VALUE;
    private boolean naming;
    private byte number;
    private String literal = "";
    private int literalNext;
    private long tokenAt;
    long consumed;
    private int pieceFrom;
    private boolean keep;
    private boolean keepElements;
    private byte[] held = {};
    private int heldLength;
    private long brokenAt = -1;
    private String expected = "";

    /// How many arrays and objects are open.
    protected int depth;

    /// Where the text of the last token that was asked for is; null when it was too long. Between
    /// the quotes, escapes not decoded.
    protected byte @Nullable [] text;

    protected int textFrom;
    protected int textTo;

    /// Whether that text has escapes.
    protected boolean escaped;

    /// Whether the name of a member of the innermost object is wanted.
    protected abstract boolean wantsName();

    /// A member's name went by, with its text when it was wanted. The answer says whether the text of
    /// its value is wanted, if that is a scalar.
    ///
    /// @param at position of the opening quote
    protected abstract boolean named(long at);

    /// An array or object begins; it is counted in [#depth] already.
    protected abstract void opened(boolean object, long at);

    /// The innermost array or object ends at the byte `at`; it isn't counted in [#depth] any more.
    protected abstract void closed(long at);

    /// A scalar value went by.
    ///
    /// @param from position of its first byte, the quote included
    /// @param to position after its last byte
    protected abstract void scalar(Kind kind, long from, long to);

    /// Reads on.
    ///
    /// @return false once the text is known to be broken; then the rest is not looked at
    public final boolean feed(byte[] bytes, int from, int to) {
        long base = consumed - from;
        pieceFrom = from;
        int i = from;
        while (i < to && state != BROKEN) {
            i =
                    switch (state) {
                        case IN_STRING -> inString(bytes, i, to, base);
                        case IN_NUMBER -> inNumber(bytes, i, to, base);
                        case IN_LITERAL -> inLiteral(bytes, i, to, base);
                        default -> between(bytes, i, to, base);
                    };
        }
        consumed = base + to;
        if (keep && (state == IN_STRING || state == IN_NUMBER)) {
            hold(bytes, Math.max(from, (int) (tokenAt - base) + (state == IN_STRING ? 1 : 0)), to);
        }
        return state != BROKEN;
    }

    /// Tells that no more bytes come.
    ///
    /// @return whether the text is complete and right
    public final boolean finish() {
        if (state == IN_NUMBER) {
            pieceFrom = 0;
            endNumber(new byte[0], 0, consumed, consumed);
        }
        if (state != BROKEN && state != END) {
            broken(consumed, state == IN_STRING ? "the end of a string" : expectation());
        }
        return state == END;
    }

    /// Whether the value has ended; only blanks may follow.
    public final boolean complete() {
        return state == END;
    }

    /// Position of the first byte that can't be; -1 while there is none.
    public final long brokenAt() {
        return brokenAt;
    }

    /// What had to come at [#brokenAt]; words for a person.
    public final String expected() {
        return expected;
    }

    /// Ends the reading: what was found at `at` is not acceptable to the subclass.
    protected final void broken(long at, String expected) {
        if (state != BROKEN) {
            state = BROKEN;
            brokenAt = at;
            this.expected = expected;
        }
    }

    /// Asks for the text of the outermost value, should that be a scalar; before the first piece.
    protected final void wantOutermost() {
        keep = true;
    }

    /// Asks for the texts of scalars in the array that begins, up to the first element that is none; from
    /// [#opened].
    protected final void wantElements() {
        keep = true;
        keepElements = true;
    }

    /// Starts over with a new text.
    protected final void reset() {
        state = VALUE;
        depth = 0;
        consumed = 0;
        keep = false;
        keepElements = false;
        naming = false;
        heldLength = 0;
        brokenAt = -1;
        expected = "";
        string.start();
    }

    private int between(byte[] bytes, int from, int to, long base) {
        int i = from;
        byte c = bytes[i];
        while (c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t')) {
            if (++i == to) {
                return i;
            }
            c = bytes[i];
        }
        long at = base + i;
        switch (state) {
            case NAME, NAME_OR_END -> {
                if (c == '"') {
                    beginName(at);
                } else if (c == '}' && state == NAME_OR_END) {
                    close(at);
                } else {
                    broken(at, expectation());
                }
            }
            case COLON -> {
                if (c == ':') {
                    state = VALUE;
                } else {
                    broken(at, expectation());
                }
            }
            case COMMA_OR_END -> {
                if (c == ',') {
                    return next(bytes, i + 1, to, base);
                } else if (c == (inObject() ? '}' : ']')) {
                    close(at);
                } else {
                    broken(at, expectation());
                }
            }
            case END -> broken(at, expectation());
            default -> beginValue(c, at);
        }
        return i + 1;
    }

    /// After a comma; takes the quote of a name along, as it stands there in most texts.
    private int next(byte[] bytes, int i, int to, long base) {
        keep = keepElements;
        if (!inObject()) {
            state = VALUE;
            return i;
        }
        if (i < to && bytes[i] == '"') {
            beginName(base + i);
            return i + 1;
        }
        state = NAME;
        return i;
    }

    private void beginName(long at) {
        naming = true;
        beginString(at, wantsName());
    }

    private void beginValue(byte c, long at) {
        switch (c) {
            case '"' -> {
                naming = false;
                beginString(at, keep);
            }
            case '{' -> open(true, at);
            case '[' -> open(false, at);
            case ']' -> {
                if (state == VALUE_OR_END) {
                    close(at);
                } else {
                    broken(at, expectation());
                }
            }
            case 't' -> beginLiteral("true", at);
            case 'f' -> beginLiteral("false", at);
            case 'n' -> beginLiteral("null", at);
            default -> {
                number = NumberRest.start(c);
                if (number == NumberRest.BROKEN) {
                    broken(at, expectation());
                } else {
                    tokenAt = at;
                    heldLength = 0;
                    state = IN_NUMBER;
                }
            }
        }
    }

    private void beginString(long at, boolean wanted) {
        tokenAt = at;
        keep = wanted;
        heldLength = 0;
        string.start();
        state = IN_STRING;
    }

    private void beginLiteral(String word, long at) {
        tokenAt = at;
        literal = word;
        literalNext = 1;
        state = IN_LITERAL;
    }

    private void open(boolean object, long at) {
        if (depth == MAX_DEPTH) {
            broken(at, "at most " + MAX_DEPTH + " nested arrays and objects");
            return;
        }
        long bit = 1L << (depth & 63);
        if (object) {
            objects[depth >> 6] |= bit;
        } else {
            objects[depth >> 6] &= ~bit;
        }
        depth++;
        keep = false;
        keepElements = false;
        state = object ? NAME_OR_END : VALUE_OR_END;
        opened(object, at);
    }

    private void close(long at) {
        depth--;
        keep = false;
        keepElements = false;
        state = depth == 0 ? END : COMMA_OR_END;
        closed(at);
    }

    private boolean inObject() {
        return (objects[(depth - 1) >> 6] >>> ((depth - 1) & 63) & 1) != 0;
    }

    private int inString(byte[] bytes, int from, int to, long base) {
        int i = from;
        while (true) {
            if (string.plain()) {
                i = StringRest.skipPlain(bytes, i, to);
            }
            if (i == to) {
                return i;
            }
            byte c = bytes[i];
            if (c == '"' && string.plain()) {
                endString(bytes, i, base);
                i++;
                if (state == COLON && i < to && bytes[i] == ':') {
                    state = VALUE;
                    i++;
                }
                return i;
            }
            if (!string.next(c)) {
                broken(base + i, string.expectation());
                return i;
            }
            i++;
        }
    }

    private void endString(byte[] bytes, int end, long base) {
        if (keep) {
            take(bytes, (int) (tokenAt + 1 - base), end);
            escaped = string.escaped();
        }
        long to = base + end + 1;
        if (naming) {
            state = COLON;
            keep = named(tokenAt);
        } else {
            state = depth == 0 ? END : COMMA_OR_END;
            scalar(Kind.TEXT, tokenAt, to);
        }
    }

    private int inNumber(byte[] bytes, int from, int to, long base) {
        int i = from;
        while (true) {
            if (NumberRest.takesDigits(number)) {
                i = NumberRest.skipDigits(bytes, i, to);
            }
            if (i == to) {
                return to;
            }
            byte next = NumberRest.next(number, bytes[i]);
            if (next == NumberRest.ENDED) {
                endNumber(bytes, i, base + i, base);
                return i;
            }
            number = next;
            i++;
        }
    }

    private void endNumber(byte[] bytes, int end, long at, long base) {
        if (!NumberRest.mayEnd(number)) {
            broken(at, "a digit");
            return;
        }
        if (keep) {
            take(bytes, (int) (tokenAt - base), end);
            escaped = false;
        }
        state = depth == 0 ? END : COMMA_OR_END;
        scalar(Kind.NUMBER, tokenAt, at);
    }

    private int inLiteral(byte[] bytes, int from, int to, long base) {
        int i = from;
        while (i < to && literalNext < literal.length()) {
            if (bytes[i] != literal.charAt(literalNext)) {
                broken(base + i, "the word " + literal);
                return i;
            }
            literalNext++;
            i++;
        }
        if (literalNext == literal.length()) {
            state = depth == 0 ? END : COMMA_OR_END;
            scalar(
                    switch (literal.charAt(0)) {
                        case 't' -> Kind.TRUE;
                        case 'f' -> Kind.FALSE;
                        default -> Kind.NULL;
                    },
                    tokenAt,
                    base + i);
        }
        return i;
    }

    /// Points [#text] at a token that ends here, joined with what was held of it.
    private void take(byte[] bytes, int from, int to) {
        if (heldLength == 0) {
            text = to - from <= MAX_TOKEN ? bytes : null;
            textFrom = from;
            textTo = to;
            return;
        }
        hold(bytes, Math.max(pieceFrom, from), to);
        text = heldLength <= MAX_TOKEN ? held : null;
        textFrom = 0;
        textTo = Math.min(heldLength, held.length);
    }

    private void hold(byte[] bytes, int from, int to) {
        int length = to - from;
        if (heldLength + length > MAX_TOKEN) {
            heldLength = MAX_TOKEN + 1;
            return;
        }
        if (length > 0) {
            if (held.length == 0) {
                held = new byte[MAX_TOKEN];
            }
            System.arraycopy(bytes, from, held, heldLength, length);
            heldLength += length;
        }
    }

    private String expectation() {
        return switch (state) {
            case NAME_OR_END -> "a quoted name or '}'";
            case NAME -> "a quoted name";
            case COLON -> "':'";
            case COMMA_OR_END -> inObject() ? "',' or '}'" : "',' or ']'";
            case VALUE_OR_END -> "a value or ']'";
            case END -> "nothing more after the end of the value";
            case IN_LITERAL -> "the word " + literal;
            default -> "a value";
        };
    }
}
