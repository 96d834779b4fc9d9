package dev.cardea.dialect.hub;

import java.util.Arrays;

/// Cuts server-sent events out of a byte stream (WHATWG HTML, section 9.2.6): lines end in LF, CR LF
/// or CR, the data of an event is the lines of its `data` fields, a blank line ends it. Comments are
/// told as well, as pings. What is held is the event that isn't complete.
public final class SseReader {
    /// Takes the events.
    public interface Handler {
        /// @param event the value of the `event` field, empty when there is none
        /// @param bytes hold the data, valid until the call returns
        void event(String event, byte[] bytes, int offset, int length);

        /// A comment line, which providers send to keep the connection open.
        default void comment() {}
    }

    /// The most that one event may have; a provider that sends more is not believed.
    private static final int MOST = 64 << 20;

    private final Handler handler;
    private byte[] line = new byte[0];
    private int lineSize;
    private byte[] data = new byte[0];
    private int dataSize;
    private boolean hasData;
    private String event = "";
    private boolean afterReturn;

    public SseReader(Handler handler) {
        this.handler = handler;
    }

    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int start = offset;
        if (afterReturn && length > 0) {
            afterReturn = false;
            if (bytes[start] == '\n') {
                start++;
            }
        }
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b != '\n' && b != '\r') {
                continue;
            }
            line(bytes, start, i);
            if (b == '\r') {
                if (i + 1 == end) {
                    afterReturn = true;
                } else if (bytes[i + 1] == '\n') {
                    i++;
                }
            }
            start = i + 1;
        }
        if (start < end) {
            line = append(line, lineSize, bytes, start, end);
            lineSize += end - start;
        }
    }

    /// An event that isn't ended by a blank line counts all the same: some providers leave the last
    /// one out.
    public void finish() {
        if (lineSize > 0) {
            line(line, 0, 0);
        }
        if (hasData) {
            dispatch(data, 0, dataSize);
        }
    }

    private void line(byte[] bytes, int from, int to) {
        if (lineSize == 0) {
            field(bytes, from, to);
            return;
        }
        if (to > from) {
            line = append(line, lineSize, bytes, from, to);
            lineSize += to - from;
        }
        int size = lineSize;
        lineSize = 0;
        field(line, 0, size);
    }

    private void field(byte[] bytes, int from, int to) {
        if (from == to) {
            if (hasData) {
                dispatch(data, 0, dataSize);
            }
            event = "";
            return;
        }
        if (bytes[from] == ':') {
            handler.comment();
        } else if (starts(bytes, from, to, "data")) {
            int value = value(bytes, from + 4, to);
            if (hasData) {
                data = append(data, dataSize++, NEWLINE, 0, 1);
            }
            data = append(data, dataSize, bytes, value, to);
            dataSize += to - value;
            hasData = true;
        } else if (starts(bytes, from, to, "event")) {
            int value = value(bytes, from + 5, to);
            event = known(bytes, value, to);
        }
    }

    private static final byte[] NEWLINE = {'\n'};

    private void dispatch(byte[] bytes, int from, int to) {
        String name = event;
        event = "";
        hasData = false;
        dataSize = 0;
        handler.event(name, bytes, from, to - from);
    }

    /// Event names repeat, so the last one is kept.
    private String known(byte[] bytes, int from, int to) {
        if (last.length() == to - from) {
            int i = 0;
            while (i < last.length() && last.charAt(i) == bytes[from + i]) {
                i++;
            }
            if (i == last.length()) {
                return last;
            }
        }
        last = new String(bytes, from, to - from, java.nio.charset.StandardCharsets.UTF_8);
        return last;
    }

    private String last = "";

    /// Whether the line is the field of this name.
    private static boolean starts(byte[] bytes, int from, int to, String name) {
        int end = from + name.length();
        if (end > to || (end < to && bytes[end] != ':')) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int value(byte[] bytes, int colon, int to) {
        int from = Math.min(colon + 1, to);
        return from < to && bytes[from] == ' ' ? from + 1 : from;
    }

    private static byte[] append(byte[] target, int size, byte[] source, int from, int to) {
        int wanted = size + to - from;
        if (wanted > MOST) {
            throw TranslationFault.malformed("an event of the stream is too large");
        }
        byte[] grown =
                wanted <= target.length
                        ? target
                        : Arrays.copyOf(target, Math.max(wanted, target.length * 2));
        System.arraycopy(source, from, grown, size, to - from);
        return grown;
    }
}
