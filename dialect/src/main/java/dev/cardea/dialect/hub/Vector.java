package dev.cardea.dialect.hub;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// The vector of one input as the provider wrote it: a JSON list of numbers, or a JSON string with
/// the base64 of 32-bit floats, little-endian.
public record Vector(Raw value) {

    public Vector {
        if (!value.isArray() && !value.isText()) {
            throw TranslationFault.malformed("a vector is a list of numbers, or a text of base64");
        }
    }

    /// Writes it as a list of numbers. Numbers that came as such stay as they are.
    public void writeNumbers(JsonOut out) {
        if (value.isArray()) {
            out.value(value);
            return;
        }
        ByteBuffer floats = ByteBuffer.wrap(decoded()).order(ByteOrder.LITTLE_ENDIAN);
        out.list();
        while (floats.hasRemaining()) {
            out.value(number(floats.getFloat()));
        }
        out.endList();
    }

    private static Raw number(float value) {
        if (!Float.isFinite(value)) {
            throw TranslationFault.malformed("a vector holds what is no number");
        }
        return Raw.json(Float.toString(value));
    }

    private byte[] decoded() {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(value.content());
        } catch (IllegalArgumentException _) {
            throw TranslationFault.malformed("a vector's text is no base64");
        }
        if (bytes.length % Float.BYTES != 0) {
            throw TranslationFault.malformed("a vector's base64 holds no whole floats");
        }
        return bytes;
    }

    /// Writes it as base64 of 32-bit floats.
    public void writeBase64(JsonOut out) {
        if (value.isText()) {
            out.value(value);
            return;
        }
        byte[] encoded = Base64.getEncoder().encode(floats());
        out.openText().bytes(encoded, 0, encoded.length).closeText();
    }

    private byte[] floats() {
        ByteBuffer floats =
                ByteBuffer.allocate(value.length() * Float.BYTES / 2 + Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        try (JsonIn in = new JsonIn(value)) {
            in.array();
            while (in.element()) {
                Raw number = in.number();
                floats.putFloat(
                        Float.parseFloat(
                                new String(
                                        number.bytes(),
                                        number.from(),
                                        number.length(),
                                        StandardCharsets.ISO_8859_1)));
            }
        }
        return Arrays.copyOf(floats.array(), floats.position());
    }
}
