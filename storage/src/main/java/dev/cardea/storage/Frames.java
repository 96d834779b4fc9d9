package dev.cardea.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// How the snapshot's files are cut into records: a mark, the length, a MAC, and then the payload.
/// The MAC covers what the record is for, so that none can stand in another's place.
///
/// A file begins with one line of text that names its format and the key of its MACs.
final class Frames {
    static final int HEADER = 8 + RowMac.LENGTH;

    private static final int MARK = 0xCA7DEA01;
    private static final int MAX_LENGTH = 1 << 28;

    private Frames() {}

    /// A payload as a record.
    static byte[] frame(RowMac mac, byte[] purpose, byte[] payload) {
        return ByteBuffer.allocate(HEADER + payload.length)
                .putInt(MARK)
                .putInt(payload.length)
                .put(mac.sign(purpose, payload))
                .put(payload)
                .array();
    }

    /// The payload of the record at the buffer's position, which moves behind it; empty when there is
    /// no whole and authentic record, and then the position stays.
    static Optional<byte[]> payload(RowMac mac, byte[] purpose, ByteBuffer buffer) {
        int start = buffer.position();
        if (buffer.remaining() < HEADER || buffer.getInt(start) != MARK) {
            return Optional.empty();
        }
        int length = buffer.getInt(start + 4);
        if (length < 0 || length > MAX_LENGTH || length > buffer.remaining() - HEADER) {
            return Optional.empty();
        }
        byte[] expected = new byte[RowMac.LENGTH];
        byte[] payload = new byte[length];
        buffer.get(start + 8, expected).get(start + HEADER, payload);
        if (!mac.fits(expected, purpose, payload)) {
            return Optional.empty();
        }
        buffer.position(start + HEADER + length);
        return Optional.of(payload);
    }

    /// The length of the payload that this header announces, or -1 when it is none.
    static int announced(ByteBuffer header) {
        int length = header.getInt(4);
        return header.getInt(0) == MARK && length >= 0 && length <= MAX_LENGTH ? length : -1;
    }

    /// Whether any whole record follows somewhere behind the buffer's position.
    static boolean anyBehind(RowMac mac, byte[] purpose, ByteBuffer buffer) {
        ByteBuffer rest = buffer.duplicate();
        for (int at = buffer.position() + 1; at <= buffer.limit() - HEADER; at++) {
            if (rest.getInt(at) == MARK && payload(mac, purpose, rest.position(at)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /// The first line of a file.
    static byte[] firstLine(String format, RowMac mac) {
        return "cardea %s 1 %s\n"
                .formatted(format, mac.keyId())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Goes past the first line, if it is the expected one.
    ///
    /// @throws StoreException.Incompatible when it is one of another version or key
    /// @throws StoreException.Corrupt when it is none
    static void checkFirstLine(String format, RowMac mac, ByteBuffer buffer, Object file) {
        byte[] expected = firstLine(format, mac);
        byte[] found = new byte[Math.min(expected.length, buffer.remaining())];
        buffer.get(found);
        if (Arrays.equals(expected, found)) {
            return;
        }
        String text = new String(found, StandardCharsets.ISO_8859_1);
        if (text.startsWith("cardea %s 1 ".formatted(format)) && text.endsWith("\n")) {
            throw new StoreException.Incompatible(
                    "%s was written with another key-encryption key than the one at hand"
                            .formatted(file));
        }
        if (text.startsWith("cardea %s ".formatted(format)) && text.endsWith("\n")) {
            throw new StoreException.Incompatible(
                    "%s was written by another version of the gateway".formatted(file));
        }
        throw new StoreException.Corrupt("%s is damaged at its beginning".formatted(file));
    }
}
