package dev.cardea.relay.http;

import java.nio.charset.StandardCharsets;

/// One field as it goes over the wire, encoded once and added to many messages.
///
/// Its text is never shown: it may be a credential.
public final class FieldLine {
    final byte[] bytes;
    final int nameLength;
    final Known known;

    private FieldLine(byte[] bytes, int nameLength, Known known) {
        this.bytes = bytes;
        this.nameLength = nameLength;
        this.known = known;
    }

    /// @param lowerCaseName a token in lower case
    /// @param value characters up to U+00FF, no control characters
    /// @throws IllegalArgumentException when the field can't be written as HTTP; names the field, never
    ///     the value
    public static FieldLine of(String lowerCaseName, String value) {
        Fields fields = new Fields();
        fields.add(lowerCaseName, value);
        String line = lowerCaseName + ": " + value + "\r\n";
        return new FieldLine(
                line.getBytes(StandardCharsets.ISO_8859_1),
                lowerCaseName.length(),
                fields.known(0));
    }

    @Override
    public String toString() {
        return new String(bytes, 0, nameLength, StandardCharsets.ISO_8859_1) + ": ...";
    }
}
