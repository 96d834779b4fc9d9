package dev.cardea.dialect.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/// Writes `application/vnd.amazon.eventstream`, from lines of `kind name payload`.
final class Frames {
    private Frames() {}

    static byte[] of(String lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String line : lines.split("\n")) {
            if (!line.isBlank()) {
                String[] parts = line.split(" ", 3);
                out.writeBytes(frame(parts[0], parts[1], parts[2].getBytes(UTF_8)));
            }
        }
        return out.toByteArray();
    }

    static byte[] frame(String kind, String name, byte[] payload) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        header(headers, kind.equals("error") ? ":error-code" : ":" + kind + "-type", name);
        header(headers, ":content-type", "application/json");
        header(headers, ":message-type", kind);
        int total = 12 + headers.size() + payload.length + 4;
        ByteBuffer frame = ByteBuffer.allocate(total);
        frame.putInt(total).putInt(headers.size());
        frame.putInt(sum(frame.array(), 8));
        frame.put(headers.toByteArray()).put(payload);
        frame.putInt(sum(frame.array(), total - 4));
        return frame.array();
    }

    private static int sum(byte[] bytes, int count) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, count);
        return (int) sum.getValue();
    }

    private static void header(ByteArrayOutputStream out, String name, String value) {
        out.write(name.length());
        out.writeBytes(name.getBytes(UTF_8));
        out.write(7);
        out.write(value.length() >> 8);
        out.write(value.length());
        out.writeBytes(value.getBytes(UTF_8));
    }
}
