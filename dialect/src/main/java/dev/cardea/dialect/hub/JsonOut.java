package dev.cardea.dialect.hub;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes JSON into a growing array. Commas set themselves: one comes before a value or name unless
/// the byte before opens something. Reused for every event of a stream by [#reset].
public final class JsonOut {
    private static final int MOST = Integer.MAX_VALUE - 16;

    private byte[] bytes;
    private int size;

    public JsonOut(int capacity) {
        bytes = new byte[Math.max(capacity, 32)];
    }

    public int size() {
        return size;
    }

    /// Forgets what was written and keeps the space, unless that has grown beyond a megabyte.
    public void reset() {
        size = 0;
        if (bytes.length > 1 << 20) {
            bytes = new byte[4096];
        }
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    public Raw toRaw() {
        return new Raw(bytes, 0, size);
    }

    /// The array written to; valid up to [#size], until the next write.
    public byte[] array() {
        return bytes;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            long wanted = Math.max(bytes.length * 2L, size + (long) more);
            if (size + (long) more > MOST) {
                throw new IllegalStateException("a JSON text of more than 2 GB");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, MOST));
        }
    }

    private void comma() {
        if (size > 0) {
            switch (bytes[size - 1]) {
                case '{', '[', ':', ',', '\n', ' ' -> {}
                default -> bytes[size++] = ',';
            }
        }
    }

    public JsonOut object() {
        return open((byte) '{');
    }

    public JsonOut array(String name) {
        return name(name).open((byte) '[');
    }

    public JsonOut object(String name) {
        return name(name).open((byte) '{');
    }

    public JsonOut list() {
        return open((byte) '[');
    }

    private JsonOut open(byte bracket) {
        room(2);
        comma();
        bytes[size++] = bracket;
        return this;
    }

    public JsonOut end() {
        room(1);
        bytes[size++] = '}';
        return this;
    }

    public JsonOut endList() {
        room(1);
        bytes[size++] = ']';
        return this;
    }

    /// A member's name, ASCII without anything to escape.
    public JsonOut name(String name) {
        room(name.length() + 4);
        comma();
        bytes[size++] = '"';
        ascii(name);
        bytes[size++] = '"';
        bytes[size++] = ':';
        return this;
    }

    private void ascii(String text) {
        byte[] target = bytes;
        int at = size;
        for (int i = 0; i < text.length(); i++) {
            target[at + i] = (byte) text.charAt(i);
        }
        size = at + text.length();
    }

    public JsonOut value(Raw raw) {
        room(raw.length() + 1);
        comma();
        return bytes(raw.bytes(), raw.from(), raw.to());
    }

    public JsonOut value(boolean value) {
        room(6);
        comma();
        return text(value ? "true" : "false");
    }

    public JsonOut value(long value) {
        room(21);
        comma();
        if (value >= 0 && value < 10) {
            bytes[size++] = (byte) ('0' + value);
            return this;
        }
        return text(Long.toString(value));
    }

    public JsonOut nothing() {
        room(5);
        comma();
        return text("null");
    }

    public JsonOut value(String text) {
        openText();
        inner(text);
        return closeText();
    }

    public JsonOut field(String name, String value) {
        return name(name).value(value);
    }

    public JsonOut field(String name, Raw value) {
        return name(name).value(value);
    }

    public JsonOut field(String name, long value) {
        return name(name).value(value);
    }

    public JsonOut field(String name, boolean value) {
        return name(name).value(value);
    }

    /// Writes the member only when there is a value.
    public JsonOut maybe(String name, @Nullable Raw value) {
        return value == null ? this : field(name, value);
    }

    /// Writes the member only when there is a value.
    public JsonOut maybe(String name, @Nullable String value) {
        return value == null ? this : field(name, value);
    }

    /// Starts a string that is put together from pieces.
    public JsonOut openText() {
        room(2);
        comma();
        bytes[size++] = '"';
        return this;
    }

    public JsonOut closeText() {
        room(1);
        bytes[size++] = '"';
        return this;
    }

    /// Adds the content of a JSON string to the open string.
    public JsonOut inner(Raw string) {
        room(string.length());
        return bytes(string.bytes(), string.from() + 1, string.to() - 1);
    }

    /// Adds characters to the open string.
    public JsonOut inner(String text) {
        room(text.length() + 1);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                byte[] rest = text.substring(i).getBytes(StandardCharsets.UTF_8);
                return escaped(rest, 0, rest.length);
            }
            room(7);
            escaped((byte) c);
        }
        return this;
    }

    /// A JSON value as the content of a JSON string.
    public JsonOut quoted(Raw json) {
        openText();
        escaped(json.bytes(), json.from(), json.to());
        return closeText();
    }

    /// Adds UTF-8 to the open string, with escapes where JSON needs them.
    public JsonOut escaped(byte[] utf8, int from, int to) {
        int clean = from;
        for (int i = from; i < to; i++) {
            byte b = utf8[i];
            if (b == '"' || b == '\\' || (b >= 0 && b < 0x20)) {
                room(i - clean + 6);
                bytes(utf8, clean, i);
                escaped(b);
                clean = i + 1;
            }
        }
        room(to - clean);
        return bytes(utf8, clean, to);
    }

    private void escaped(byte b) {
        if (b != '"' && b != '\\' && b >= 0x20) {
            bytes[size++] = b;
            return;
        }
        bytes[size++] = '\\';
        switch (b) {
            case '"', '\\' -> bytes[size++] = b;
            case '\n' -> bytes[size++] = 'n';
            case '\t' -> bytes[size++] = 't';
            case '\r' -> bytes[size++] = 'r';
            default -> {
                bytes[size++] = 'u';
                bytes[size++] = '0';
                bytes[size++] = '0';
                bytes[size++] = Raw.hexDigit(b >> 4);
                bytes[size++] = Raw.hexDigit(b);
            }
        }
    }

    /// Bytes as they are, framing included; sets no comma.
    public JsonOut bytes(byte[] source, int from, int to) {
        room(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
        return this;
    }

    /// ASCII as it is, framing included; sets no comma.
    public JsonOut text(String ascii) {
        room(ascii.length());
        ascii(ascii);
        return this;
    }
}
