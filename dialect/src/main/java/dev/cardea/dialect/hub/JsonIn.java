package dev.cardea.dialect.hub;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;

/// Reads one JSON text in a single pass, handing out values or slices of the source. It stands on a
/// value: every reading method leaves it on that value's last token.
///
/// Where a value isn't what is asked for, the text is refused by [TranslationFault], naming the place.
public final class JsonIn implements AutoCloseable {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(256)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final JsonParser parser;
    private JsonToken token;

    /// On the first value of the text.
    public JsonIn(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.start = offset;
        this.end = offset + length;
        if (length > 1 && !isUtf8(bytes[offset], bytes[offset + 1])) {
            throw TranslationFault.malformed("the body is not UTF-8");
        }
        parser = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length);
        token = next();
    }

    public JsonIn(Raw raw) {
        this(raw.bytes(), raw.from(), raw.length());
    }

    /// UTF-16 and UTF-32 show a zero byte or their byte order mark.
    private static boolean isUtf8(byte first, byte second) {
        return first != 0 && second != 0 && (first & 0xfe) != 0xfe;
    }

    private JsonToken next() {
        JsonToken next = parser.nextToken();
        if (next == null) {
            throw TranslationFault.malformed("the JSON ends too early");
        }
        token = next;
        return next;
    }

    public boolean isNull() {
        return token == JsonToken.VALUE_NULL;
    }

    public boolean isText() {
        return token == JsonToken.VALUE_STRING;
    }

    public boolean isObject() {
        return token == JsonToken.START_OBJECT;
    }

    public boolean isArray() {
        return token == JsonToken.START_ARRAY;
    }

    /// Goes into the object it stands on; [#member] follows.
    public void object() {
        if (token != JsonToken.START_OBJECT) {
            throw expected("an object");
        }
    }

    /// Goes into the array it stands on; [#element] follows.
    public void array() {
        if (token != JsonToken.START_ARRAY) {
            throw expected("an array");
        }
    }

    /// The name of the next member, standing on its value; null at the object's end. Members whose
    /// value is null are passed over.
    public @Nullable String member() {
        while (true) {
            String name = parser.nextName();
            if (name == null) {
                if (parser.currentToken() == null) {
                    throw TranslationFault.malformed("the JSON ends too early");
                }
                token = JsonToken.END_OBJECT;
                return null;
            }
            if (next() != JsonToken.VALUE_NULL) {
                return name;
            }
        }
    }

    /// Whether there is another element, standing on it.
    public boolean element() {
        return next() != JsonToken.END_ARRAY;
    }

    /// Passes over the value it stands on.
    public void skip() {
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            parser.skipChildren();
            token = closed();
        }
    }

    private JsonToken closed() {
        JsonToken last = parser.currentToken();
        if (last != JsonToken.END_OBJECT && last != JsonToken.END_ARRAY) {
            throw TranslationFault.malformed("the JSON ends too early");
        }
        return last;
    }

    /// The value it stands on, any kind, as it is written.
    public Raw raw() {
        int from = start + (int) parser.currentTokenLocation().getByteOffset();
        int to =
                switch (token) {
                    case START_OBJECT, START_ARRAY -> {
                        parser.skipChildren();
                        token = closed();
                        yield start + (int) parser.currentLocation().getByteOffset();
                    }
                    case VALUE_STRING -> behindString(from + 1);
                    default -> from + parser.getStringLength();
                };
        return new Raw(bytes, from, to);
    }

    /// Eight bytes at a time while there is neither a quote nor a backslash among them.
    private int behindString(int from) {
        byte[] source = bytes;
        int i = from;
        while (true) {
            while (i + Long.BYTES <= end && plain((long) LONGS.get(source, i))) {
                i += Long.BYTES;
            }
            while (i < end && source[i] != '"' && source[i] != '\\') {
                i++;
            }
            if (i >= end || source[i] == '"') {
                break;
            }
            i = behindEscape(i);
        }
        if (i >= end) {
            throw TranslationFault.malformed("the JSON ends too early");
        }
        return i + 1;
    }

    /// Behind an escape that begins here. The parser reads a string that was handed out only when it goes
    /// on, which may be after somebody decodes it.
    private int behindEscape(int backslash) {
        int length = 2;
        if (backslash + 1 < end && bytes[backslash + 1] == 'u') {
            length = 6;
        }
        if (backslash + length > end || !isEscape(backslash + 1, length - 1)) {
            throw TranslationFault.malformed("a string with a broken escape");
        }
        return backslash + length;
    }

    private boolean isEscape(int from, int length) {
        for (int i = from + 1; i < from + length; i++) {
            if (Character.digit(bytes[i], 16) < 0) {
                return false;
            }
        }
        return switch (bytes[from]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't', 'u' -> true;
            default -> false;
        };
    }

    /// Whether none of eight bytes is a quote or a backslash (Hacker's Delight, "Find First 0-Byte").
    private static boolean plain(long eight) {
        long quote = eight ^ QUOTES;
        long backslash = eight ^ BACKSLASHES;
        return ((((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash)) & HIGH_BITS) == 0;
    }

    /// Where the value it stands on begins, for [#since].
    public int mark() {
        return start + (int) parser.currentTokenLocation().getByteOffset();
    }

    /// The object or list that began at a mark, once it stands on its end.
    public Raw since(int mark) {
        return new Raw(bytes, mark, start + (int) parser.currentLocation().getByteOffset());
    }

    /// The string it stands on, undecoded.
    public Raw text() {
        if (token != JsonToken.VALUE_STRING) {
            throw expected("a string");
        }
        return raw();
    }

    /// The string it stands on.
    public String string() {
        if (token != JsonToken.VALUE_STRING) {
            throw expected("a string");
        }
        return parser.getString();
    }

    /// The number it stands on, as it is written; a string of digits counts, as in Protocol Buffers'
    /// JSON.
    public Raw number() {
        if (!token.isNumeric()) {
            throw expected("a number");
        }
        return raw();
    }

    /// The whole number it stands on; a string of digits counts.
    public long whole() {
        if (token == JsonToken.VALUE_STRING) {
            try {
                return Long.parseLong(parser.getString());
            } catch (NumberFormatException _) {
                throw expected("a whole number");
            }
        }
        if (!token.isNumeric()) {
            throw expected("a whole number");
        }
        double value = parser.getDoubleValue();
        if (value != Math.rint(value) || Math.abs(value) > 1e15) {
            throw expected("a whole number");
        }
        return (long) value;
    }

    /// The count it stands on, 0 for what is negative.
    public long count() {
        return Math.max(0, whole());
    }

    public boolean bool() {
        return switch (token) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw expected("true or false");
        };
    }

    /// A string, or a list of strings.
    public List<Raw> texts() {
        if (isText()) {
            return List.of(raw());
        }
        List<Raw> texts = new ArrayList<>();
        array();
        while (element()) {
            texts.add(text());
        }
        return texts;
    }

    /// Checks that nothing follows the value.
    public void finish() {
        if (parser.nextToken() != null) {
            throw TranslationFault.malformed("something follows the JSON value");
        }
    }

    @Override
    public void close() {
        parser.close();
    }

    /// A refusal that names where it stands.
    public TranslationFault expected(String what) {
        return TranslationFault.malformed("'%s' must be %s".formatted(path(), what));
    }

    /// Where it stands, as `messages[3].content`.
    public String path() {
        StringBuilder path = new StringBuilder();
        List<TokenStreamContext> steps = new ArrayList<>();
        for (TokenStreamContext c = parser.streamReadContext(); c != null; c = c.getParent()) {
            steps.addFirst(c);
        }
        for (TokenStreamContext step : steps) {
            if (step.inArray()) {
                path.append('[').append(step.getCurrentIndex()).append(']');
            } else if (step.inObject() && step.currentName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.currentName());
            }
        }
        return path.isEmpty() ? "the body" : path.toString();
    }
}
