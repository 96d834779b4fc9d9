package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;

/// Numbers as HTTP/1.1 writes them.
final class Numbers {
    /// A number with more digits than any size that occurs is refused before it can overflow.
    private static final int MOST_DECIMALS = 18;

    private Numbers() {}

    /// A size in decimal digits and nothing else, -1 for anything else.
    static long decimal(byte[] bytes, int start, int end) {
        if (end == start || end - start > MOST_DECIMALS) {
            return -1;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    static void writeDecimal(ByteBuf out, long value) {
        long power = 1;
        while (value / power > 9) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            out.writeByte((int) ('0' + value / power % 10));
        }
    }

    static void writeHex(ByteBuf out, int value) {
        int shift = (31 - Integer.numberOfLeadingZeros(value | 1)) & ~3;
        for (; shift >= 0; shift -= 4) {
            int digit = (value >>> shift) & 15;
            out.writeByte(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }
}
