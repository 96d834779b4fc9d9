package dev.cardea.dialect.hub;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One JSON value as the bytes it came in: a slice of a larger array, valid as long as that array
/// isn't written to. A text is a JSON string with its quotes. Equal when the bytes are.
///
/// @param from index of its first byte
/// @param to index behind its last byte
public record Raw(byte[] bytes, int from, int to) {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    public static final Raw EMPTY_TEXT = json("\"\"");
    public static final Raw EMPTY_OBJECT = json("{}");

    public Raw {
        if (from < 0 || to > bytes.length || from >= to) {
            throw new IllegalArgumentException(
                    "a JSON value lies inside its array and has a byte, found %d to %d of %d"
                            .formatted(from, to, bytes.length));
        }
    }

    /// The JSON string of a text.
    public static Raw text(String text) {
        return new JsonOut(text.length() + 16).value(text).toRaw();
    }

    /// A JSON value written out.
    public static Raw json(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new Raw(bytes, 0, bytes.length);
    }

    public int length() {
        return to - from;
    }

    public boolean isText() {
        return bytes[from] == '"';
    }

    public boolean isObject() {
        return bytes[from] == '{';
    }

    public boolean isArray() {
        return bytes[from] == '[';
    }

    public boolean isNull() {
        return bytes[from] == 'n';
    }

    public boolean isTrue() {
        return bytes[from] == 't';
    }

    /// Whether it is a text of no characters.
    public boolean isEmptyText() {
        return isText() && length() == 2;
    }

    /// The decoded text; the JSON itself when it isn't a string.
    public String text() {
        if (!isText()) {
            return json();
        }
        byte[] decoded = content();
        return new String(decoded, StandardCharsets.UTF_8);
    }

    /// The decoded text in UTF-8. A lone surrogate becomes a question mark.
    public byte[] content() {
        int end = to - 1;
        int escape = from + 1;
        while (escape < end && bytes[escape] != '\\') {
            escape++;
        }
        if (escape == end) {
            return Arrays.copyOfRange(bytes, from + 1, end);
        }
        byte[] decoded = new byte[length()];
        return Arrays.copyOf(decoded, decode(decoded, end));
    }

    private int decode(byte[] target, int end) {
        int at = 0;
        int i = from + 1;
        while (i < end) {
            byte b = bytes[i++];
            if (b != '\\') {
                target[at++] = b;
                continue;
            }
            byte kind = bytes[i++];
            if (kind != 'u') {
                target[at++] = plain(kind);
                continue;
            }
            int code = hex(i);
            i += 4;
            if (Character.isHighSurrogate((char) code)
                    && i + 6 <= end
                    && bytes[i] == '\\'
                    && bytes[i + 1] == 'u'
                    && Character.isLowSurrogate((char) hex(i + 2))) {
                code = Character.toCodePoint((char) code, (char) hex(i + 2));
                i += 6;
            }
            at = utf8(code, target, at);
        }
        return at;
    }

    private static byte plain(byte kind) {
        return switch (kind) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> kind;
        };
    }

    private int hex(int at) {
        int code = 0;
        for (int i = at; i < at + 4; i++) {
            code = (code << 4) | Character.digit(bytes[i], 16);
        }
        return code;
    }

    private static int utf8(int code, byte[] target, int at) {
        if (code < 0x80) {
            target[at++] = (byte) code;
        } else if (code < 0x800) {
            target[at++] = (byte) (0xc0 | (code >> 6));
            target[at++] = (byte) (0x80 | (code & 0x3f));
        } else if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            target[at++] = '?';
        } else if (code < 0x10000) {
            target[at++] = (byte) (0xe0 | (code >> 12));
            target[at++] = (byte) (0x80 | ((code >> 6) & 0x3f));
            target[at++] = (byte) (0x80 | (code & 0x3f));
        } else {
            target[at++] = (byte) (0xf0 | (code >> 18));
            target[at++] = (byte) (0x80 | ((code >> 12) & 0x3f));
            target[at++] = (byte) (0x80 | ((code >> 6) & 0x3f));
            target[at++] = (byte) (0x80 | (code & 0x3f));
        }
        return at;
    }

    /// The JSON itself.
    public String json() {
        return new String(bytes, from, length(), StandardCharsets.UTF_8);
    }

    /// Its own copy, safe to keep while the source is written to.
    public Raw copy() {
        return new Raw(Arrays.copyOfRange(bytes, from, to), 0, length());
    }

    /// Whether the string's content starts with these ASCII characters; escapes are not decoded.
    public boolean startsWith(String ascii) {
        if (!isText() || length() - 2 < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + 1 + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Whether it is the string of exactly these ASCII characters.
    public boolean is(String ascii) {
        return length() == ascii.length() + 2 && startsWith(ascii);
    }

    static byte hexDigit(int value) {
        return HEX[value & 15];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Raw(byte[] b, int f, int t)
                && Arrays.equals(bytes, from, to, b, f, t);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /// Its size only: the content may be somebody's secret.
    @Override
    public String toString() {
        return "Raw[" + length() + " bytes]";
    }
}
