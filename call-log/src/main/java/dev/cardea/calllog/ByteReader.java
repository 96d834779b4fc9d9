package dev.cardea.calllog;

import java.nio.charset.StandardCharsets;

/// Reads what a [ByteWriter] wrote.
final class ByteReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    ByteReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    boolean hasMore() {
        return at < end;
    }

    int readByte() {
        return bytes[at++];
    }

    long readNumber() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
    }

    String readText() {
        int length = (int) readNumber();
        var text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }
}
