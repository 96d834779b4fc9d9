package dev.cardea.dialect.usage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Tells apart the lines of server-sent events, in pieces cut anywhere.
final class EventLines {
    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;
    private static final long NEWLINES = 0x0a0a_0a0a_0a0a_0a0aL;
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};
    private static final byte[] ERROR = {'e', 'v', 'e', 'n', 't', ':', 'e', 'r', 'r', 'o', 'r'};

    /// The first bytes of the line, blanks left out: enough to tell its field, and the event's name.
    private final byte[] head = new byte[16];

    private int column;
    private boolean data;
    private boolean errorEvent;

    /// Where the line ends that `from` is in: its LF, or `to` when that isn't there yet.
    static int lineEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i <= to - 8) {
            long word = (long) WORD.get(bytes, i) ^ NEWLINES;
            long stop = (word - ONES) & ~word & HIGH;
            if (stop != 0) {
                return i + (Long.numberOfTrailingZeros(stop) >>> 3);
            }
            i += 8;
        }
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /// Takes a part of a line, up to its end.
    ///
    /// @return where the data in it starts; -1 when it has none
    int part(byte[] bytes, int from, int to) {
        if (data) {
            return from;
        }
        int i = from;
        while (i < to && column < head.length) {
            byte c = bytes[i++];
            if (c != ' ' && c != '\r') {
                head[column++] = c;
                if (column == DATA.length && Arrays.equals(head, 0, DATA.length, DATA, 0, 5)) {
                    data = true;
                    return i;
                }
            }
        }
        return -1;
    }

    /// The line is over; true when it was blank, which ends the event.
    boolean endOfLine() {
        boolean blank = column == 0;
        errorEvent |=
                !data && column == ERROR.length && Arrays.equals(head, 0, column, ERROR, 0, column);
        column = 0;
        data = false;
        return blank;
    }

    /// Whether the event calls itself an error.
    boolean errorEvent() {
        return errorEvent;
    }

    void nextEvent() {
        errorEvent = false;
        column = 0;
        data = false;
    }

    /// The data of a whole event, its lines joined.
    static byte[] data(byte[] event) {
        byte[] joined = new byte[event.length];
        int length = 0;
        EventLines lines = new EventLines();
        for (int i = 0; i < event.length; i++) {
            int end = lineEnd(event, i, event.length);
            int from = lines.part(event, i, end);
            if (from >= 0) {
                System.arraycopy(event, from, joined, length, end - from);
                length += end - from;
            }
            lines.endOfLine();
            i = end;
        }
        return Arrays.copyOf(joined, length);
    }
}
