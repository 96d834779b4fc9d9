package dev.cardea.relay.http;

import dev.cardea.model.RequestFields;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields of one message: their bytes as they go over the wire, and where each begins and ends.
///
/// Fields that came from a connection belong to that connection and are valid until its next message
/// begins: copy out what has to outlive it ([#copy]). Fields built here are used again after
/// [#clear]. A name or value becomes a `String` only when asked for.
public final class Fields implements RequestFields {
    private static final int NAME = 0;
    private static final int NAME_END = 1;
    private static final int VALUE = 2;
    private static final int VALUE_END = 3;
    private static final int STRIDE = 4;

    /// The bytes of the head, or of the lines built so far.
    byte[] bytes;

    /// How many of [#bytes] are in use.
    int length;

    private int[] spans;
    private byte[] ids;
    private int size;
    private long present;

    /// Whether the fields, and nothing else, fill [#bytes], each as `name: value CRLF`.
    private boolean contiguous = true;

    public Fields() {
        this(512, 24);
    }

    Fields(int byteCapacity, int fieldCapacity) {
        bytes = new byte[byteCapacity];
        spans = new int[fieldCapacity * STRIDE];
        ids = new byte[fieldCapacity];
    }

    /// How many fields there are.
    public int size() {
        return size;
    }

    /// The id of the name of field `i`.
    public Known known(int i) {
        return Known.at(ids[i]);
    }

    /// Whether there is a field of this known name.
    public boolean has(Known name) {
        return (present & name.bit()) != 0;
    }

    /// Whether there is a field of any of these names.
    ///
    /// @param bits of [Known#bits]
    public boolean hasAny(long bits) {
        return (present & bits) != 0;
    }

    /// The index of the first field of this name, -1 when there is none.
    public int find(Known name) {
        return has(name) ? find(name, 0) : -1;
    }

    /// The index of the first field of this name at or after `from`, -1 when there is none.
    public int find(Known name, int from) {
        int id = name.id();
        for (int i = from; i < size; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    /// The name of field `i` as it came.
    public String name(int i) {
        return text(spans[i * STRIDE + NAME], spans[i * STRIDE + NAME_END]);
    }

    /// The value of field `i`, bytes as ISO-8859-1 characters, blanks at both ends taken off.
    public String value(int i) {
        return text(spans[i * STRIDE + VALUE], spans[i * STRIDE + VALUE_END]);
    }

    /// The value of the first field of this name; null when there is none.
    public @Nullable String first(Known name) {
        int i = find(name);
        return i < 0 ? null : value(i);
    }

    /// Whether the name of field `i` is this one.
    ///
    /// @param lowerCaseName in lower case
    public boolean nameIs(int i, String lowerCaseName) {
        return equal(spans[i * STRIDE + NAME], spans[i * STRIDE + NAME_END], lowerCaseName);
    }

    /// Whether the value of field `i` is this one, letters compared without case.
    ///
    /// @param lowerCaseValue in lower case
    public boolean valueIs(int i, String lowerCaseValue) {
        return equal(spans[i * STRIDE + VALUE], spans[i * STRIDE + VALUE_END], lowerCaseValue);
    }

    /// Whether this word is an element of the comma-separated value of field `i`, letters compared
    /// without case.
    ///
    /// @param lowerCaseWord in lower case
    public boolean lists(int i, String lowerCaseWord) {
        int end = spans[i * STRIDE + VALUE_END];
        int from = spans[i * STRIDE + VALUE];
        while (from <= end) {
            int to = from;
            while (to < end && bytes[to] != ',') {
                to++;
            }
            int start = from;
            int stop = to;
            while (start < stop && Octets.blank(bytes[start])) {
                start++;
            }
            while (stop > start && Octets.blank(bytes[stop - 1])) {
                stop--;
            }
            if (equal(start, stop, lowerCaseWord)) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    @Override
    public @Nullable String first(String lowerCaseName) {
        int i = find(lowerCaseName, 0);
        return i < 0 ? null : value(i);
    }

    @Override
    public int count(String lowerCaseName) {
        int count = 0;
        for (int i = find(lowerCaseName, 0); i >= 0; i = find(lowerCaseName, i + 1)) {
            count++;
        }
        return count;
    }

    @Override
    public List<String> all(String lowerCaseName) {
        List<String> values = new ArrayList<>();
        for (int i = find(lowerCaseName, 0); i >= 0; i = find(lowerCaseName, i + 1)) {
            values.add(value(i));
        }
        return values;
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            names.add(name(i));
        }
        return names;
    }

    private int find(String lowerCaseName, int from) {
        Known known = Known.of(lowerCaseName);
        if (known != Known.OTHER) {
            return has(known) ? find(known, from) : -1;
        }
        for (int i = from; i < size; i++) {
            if (nameIs(i, lowerCaseName)) {
                return i;
            }
        }
        return -1;
    }

    /// Takes all fields away.
    public Fields clear() {
        length = 0;
        size = 0;
        present = 0;
        contiguous = true;
        return this;
    }

    /// Adds a field.
    ///
    /// @param lowerCaseName a token in lower case
    /// @param value characters up to U+00FF, no control characters
    /// @throws IllegalArgumentException when the field can't be written as HTTP; names the field, never
    ///     the value
    public Fields add(String lowerCaseName, String value) {
        int nameLength = lowerCaseName.length();
        int start = grow(nameLength + value.length() + 4);
        byte[] to = bytes;
        for (int i = 0; i < nameLength; i++) {
            char c = lowerCaseName.charAt(i);
            if (c > 0x7f || !Octets.token((byte) c) || (c >= 'A' && c <= 'Z')) {
                throw new IllegalArgumentException("not a field name in lower case");
            }
            to[start + i] = (byte) c;
        }
        if (nameLength == 0) {
            throw new IllegalArgumentException("a field without a name");
        }
        int at = start + nameLength;
        to[at] = ':';
        to[at + 1] = ' ';
        at += 2;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > 0xff || !Octets.value((byte) c)) {
                throw new IllegalArgumentException(
                        "a character that HTTP doesn't allow in the value of " + lowerCaseName);
            }
            to[at + i] = (byte) c;
        }
        int end = at + value.length();
        to[end] = '\r';
        to[end + 1] = '\n';
        length = end + 2;
        append(start, at - 2, at, end, Known.of(lowerCaseName));
        return this;
    }

    /// Adds a field with the name of a known one.
    public Fields add(Known name, String value) {
        return add(name.lowerName(), value);
    }

    /// Adds a field that was encoded before.
    public Fields add(FieldLine line) {
        int start = grow(line.bytes.length);
        System.arraycopy(line.bytes, 0, bytes, start, line.bytes.length);
        length = start + line.bytes.length;
        append(start, start + line.nameLength, start + line.nameLength + 2, length - 2, line.known);
        return this;
    }

    /// Adds a copy of field `i` of another message.
    public Fields add(Fields from, int i) {
        int name = from.spans[i * STRIDE + NAME];
        int nameLength = from.spans[i * STRIDE + NAME_END] - name;
        int value = from.spans[i * STRIDE + VALUE];
        int valueLength = from.spans[i * STRIDE + VALUE_END] - value;
        int start = grow(nameLength + valueLength + 4);
        byte[] to = bytes;
        System.arraycopy(from.bytes, name, to, start, nameLength);
        int at = start + nameLength;
        to[at] = ':';
        to[at + 1] = ' ';
        at += 2;
        System.arraycopy(from.bytes, value, to, at, valueLength);
        int end = at + valueLength;
        to[end] = '\r';
        to[end + 1] = '\n';
        length = end + 2;
        append(start, at - 2, at, end, from.known(i));
        return this;
    }

    /// Adds all fields of another message but those of these names.
    ///
    /// @param bits of [Known#bits]
    public Fields addAllBut(Fields from, long bits) {
        for (int i = 0; i < from.size; i++) {
            if ((bits & (1L << from.ids[i])) == 0) {
                add(from, i);
            }
        }
        return this;
    }

    /// These fields in an object of their own, for those that outlive the message.
    public Fields copy() {
        return new Fields(Math.max(16, length), Math.max(4, size)).addAllBut(this, 0);
    }

    /// Writes field `i` as `name: value CRLF`.
    public void writeTo(ByteBuf out, int i) {
        int name = spans[i * STRIDE + NAME];
        int value = spans[i * STRIDE + VALUE];
        out.writeBytes(bytes, name, spans[i * STRIDE + NAME_END] - name);
        out.writeShort((':' << 8) | ' ');
        out.writeBytes(bytes, value, spans[i * STRIDE + VALUE_END] - value);
        out.writeShort(('\r' << 8) | '\n');
    }

    /// Writes all fields but those of these names.
    ///
    /// @param bits of [Known#bits]
    void writeTo(ByteBuf out, long bits) {
        if (contiguous && (present & bits) == 0) {
            out.writeBytes(bytes, 0, length);
            return;
        }
        for (int i = 0; i < size; i++) {
            if ((bits & (1L << ids[i])) == 0) {
                writeTo(out, i);
            }
        }
    }

    /// Notes a field whose bytes are in [#bytes] already, in a head that is being parsed.
    void found(int name, int nameEnd, int value, int valueEnd, Known known) {
        contiguous = false;
        append(name, nameEnd, value, valueEnd, known);
    }

    int valueStart(int i) {
        return spans[i * STRIDE + VALUE];
    }

    int valueEnd(int i) {
        return spans[i * STRIDE + VALUE_END];
    }

    int nameStart(int i) {
        return spans[i * STRIDE + NAME];
    }

    int nameEnd(int i) {
        return spans[i * STRIDE + NAME_END];
    }

    /// Makes room for so many bytes more; answers where they go.
    int grow(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
        return length;
    }

    String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private void append(int name, int nameEnd, int value, int valueEnd, Known known) {
        int i = size;
        if (i == ids.length) {
            ids = Arrays.copyOf(ids, i * 2);
            spans = Arrays.copyOf(spans, i * 2 * STRIDE);
        }
        int[] to = spans;
        to[i * STRIDE + NAME] = name;
        to[i * STRIDE + NAME_END] = nameEnd;
        to[i * STRIDE + VALUE] = value;
        to[i * STRIDE + VALUE_END] = valueEnd;
        ids[i] = (byte) known.id();
        present |= known.bit();
        size = i + 1;
    }

    private boolean equal(int start, int end, String lowerCase) {
        if (end - start != lowerCase.length()) {
            return false;
        }
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase.charAt(i - start)) {
                return false;
            }
        }
        return true;
    }

    /// The names of the fields; values may be secrets.
    @Override
    public String toString() {
        return "Fields" + names();
    }
}
