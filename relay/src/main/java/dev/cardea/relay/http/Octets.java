package dev.cardea.relay.http;

/// The character classes of RFC 9110 and RFC 9112, by byte.
final class Octets {
    private static final byte TOKEN = 1;
    private static final byte TARGET = 2;
    private static final byte VALUE = 4;
    private static final byte[] CLASSES = new byte[256];

    static {
        for (int c = 0; c < 256; c++) {
            int classes = 0;
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = c >= '0' && c <= '9';
            if (letter || digit || "!#$%&'*+-.^_`|~".indexOf(c) >= 0) {
                classes |= TOKEN;
            }
            if (c > 0x20 && c < 0x7f && "\"<>\\^`{|}#".indexOf(c) < 0) {
                classes |= TARGET;
            }
            if (c == '\t' || (c >= 0x20 && c != 0x7f)) {
                classes |= VALUE;
            }
            CLASSES[c] = (byte) classes;
        }
    }

    private Octets() {}

    /// Part of a method or of a field name.
    static boolean token(byte octet) {
        return (CLASSES[octet & 0xff] & TOKEN) != 0;
    }

    /// Part of a request target: visible ASCII without what RFC 3986 forbids.
    static boolean target(byte octet) {
        return (CLASSES[octet & 0xff] & TARGET) != 0;
    }

    /// Part of a field value: visible, blank, tab, or above ASCII.
    static boolean value(byte octet) {
        return (CLASSES[octet & 0xff] & VALUE) != 0;
    }

    static boolean blank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /// The value of a hexadecimal digit, -1 for anything else.
    static int hex(byte octet) {
        if (octet >= '0' && octet <= '9') {
            return octet - '0';
        }
        int lower = octet | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
