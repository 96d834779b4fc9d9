package dev.cardea.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// An IP address in the 128 bits of IPv6; IPv4 is held as `::ffff:a.b.c.d`, so that both spellings of
/// one address are equal.
public record Address(long high, long low) {
    private static final long MAPPED = 0x0000_ffff_0000_0000L;

    /// From 4 or 16 bytes.
    public static Address of(byte[] bytes) {
        if (bytes.length == 4) {
            return new Address(0, MAPPED | (ByteBuffer.wrap(bytes).getInt() & 0xffff_ffffL));
        }
        if (bytes.length != 16) {
            throw new IllegalArgumentException(
                    "an address has 4 or 16 bytes, found " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Address(buffer.getLong(), buffer.getLong());
    }

    /// The address that a literal names; host names are not looked up. Brackets and a port are taken
    /// off (`[::1]:80`, `1.2.3.4:80`).
    public static Optional<Address> parse(String text) {
        String literal = text.strip();
        if (literal.startsWith("[")) {
            int end = literal.indexOf(']');
            if (end < 0) {
                return Optional.empty();
            }
            literal = literal.substring(1, end);
        } else if (literal.indexOf(':') == literal.lastIndexOf(':') && literal.indexOf(':') > 0) {
            literal = literal.substring(0, literal.indexOf(':'));
        }
        return literal.indexOf(':') >= 0 ? parse6(literal) : parse4(literal).map(Address::of);
    }

    /// Whether a host, by its name alone, is this machine or one around it rather than one on the
    /// internet: a private address, a name of a local domain, a name without a dot, or a number that
    /// some resolvers take for an address. Names are not looked up.
    public static boolean isNear(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        Optional<Address> address = parse(name);
        if (address.isPresent()) {
            return address.get().isPrivate() || address.get().isUnspecified();
        }
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.length() == name.length()
                || last.equals("localhost")
                || last.equals("internal")
                || last.equals("local")
                || last.matches("[0-9]+|0x[0-9a-f]*");
    }

    /// 0.0.0.0/8 or ::, which mean this machine.
    private boolean isUnspecified() {
        return isIpv4() ? (low & 0xff00_0000L) == 0 : high == 0 && low == 0;
    }

    /// Whether it is an address of a machine on the internet: neither private nor unspecified, nor for
    /// groups or special uses (IPv4 from 224.0.0.0 and 192.0.0.0/24, IPv6 outside 2000::/3), nor an
    /// IPv6 form of an IPv4 address that isn't (6to4 2002::/16; NAT64 64:ff9b::/96 is never public).
    public boolean isPublic() {
        if (isIpv4()) {
            int ip = (int) low;
            return !isPrivate()
                    && !isUnspecified()
                    && (ip >>> 24) < 224
                    && (ip & 0xffff_ff00) != 0xc000_0000;
        }
        if ((high >>> 48) == 0x2002) {
            return new Address(0, MAPPED | ((high >>> 16) & 0xffff_ffffL)).isPublic();
        }
        return (high >>> 61) == 1;
    }

    public boolean isIpv4() {
        return high == 0 && (low & 0xffff_ffff_0000_0000L) == MAPPED;
    }

    /// 127.0.0.0/8 or ::1.
    public boolean isLoopback() {
        return isIpv4() ? (low & 0xff00_0000L) == 0x7f00_0000L : high == 0 && low == 1;
    }

    /// Loopback, link-local, RFC 1918, RFC 6598 or RFC 4193.
    public boolean isPrivate() {
        if (!isIpv4()) {
            return isLoopback() || (high >>> 57) == 0x7e || (high >>> 54) == 0x3fa;
        }
        int ip = (int) low;
        return isLoopback()
                || (ip & 0xff00_0000) == 0x0a00_0000
                || (ip & 0xfff0_0000) == 0xac10_0000
                || (ip & 0xffff_0000) == 0xc0a8_0000
                || (ip & 0xffc0_0000) == 0x6440_0000
                || (ip & 0xffff_0000) == 0xa9fe_0000;
    }

    private static Optional<byte[]> parse4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] bytes = new byte[4];
        if (parts.length != 4) {
            return Optional.empty();
        }
        for (int i = 0; i < 4; i++) {
            String part = parts[i];
            if (part.isEmpty()
                    || part.length() > 3
                    || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.empty();
            }
            int value = Integer.parseInt(part);
            if (value > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
                return Optional.empty();
            }
            bytes[i] = (byte) value;
        }
        return Optional.of(bytes);
    }

    private static Optional<Address> parse6(String text) {
        String literal = text.indexOf('%') >= 0 ? text.substring(0, text.indexOf('%')) : text;
        int gap = literal.indexOf("::");
        byte[] head = groups(gap < 0 ? literal : literal.substring(0, gap), gap < 0);
        byte[] tail = gap < 0 ? new byte[0] : groups(literal.substring(gap + 2), true);
        if (head.length > 16 || tail.length > 16) {
            return Optional.empty();
        }
        int length = head.length + tail.length;
        if (gap < 0 ? length != 16 : length > 14) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOf(head, 16);
        System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
        return Optional.of(of(bytes));
    }

    /// Longer than any address, so that it fits nowhere.
    private static final byte[] INVALID = new byte[17];

    private static byte[] groups(String text, boolean mayEndInIpv4) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        ByteBuffer bytes = ByteBuffer.allocate(16 + 4);
        for (int i = 0; i < parts.length && bytes.position() <= 16; i++) {
            String part = parts[i];
            if (i == parts.length - 1 && mayEndInIpv4 && part.indexOf('.') > 0) {
                Optional<byte[]> last = parse4(part);
                if (last.isEmpty()) {
                    return INVALID;
                }
                bytes.put(last.get());
            } else if (part.isEmpty()
                    || part.length() > 4
                    || !part.chars().allMatch(HexFormat::isHexDigit)) {
                return INVALID;
            } else {
                bytes.putShort((short) HexFormat.fromHexDigits(part));
            }
        }
        return bytes.position() > 16 ? INVALID : Arrays.copyOf(bytes.array(), bytes.position());
    }

    /// Dotted for IPv4, eight hexadecimal groups with the longest run of zeros folded for IPv6
    /// (RFC 5952).
    @Override
    public String toString() {
        if (isIpv4()) {
            int ip = (int) low;
            return (ip >>> 24)
                    + "."
                    + (ip >>> 16 & 255)
                    + "."
                    + (ip >>> 8 & 255)
                    + "."
                    + (ip & 255);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i & 3))) & 0xffff;
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > bestLength) {
                bestStart = i;
                bestLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
