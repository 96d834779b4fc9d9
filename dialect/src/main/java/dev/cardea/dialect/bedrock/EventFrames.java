package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.TranslationFault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/// Cuts messages out of `application/vnd.amazon.eventstream`: total length, length of the headers,
/// CRC-32 of these two, headers, payload, CRC-32 of all before it; numbers are big-endian. Both sums
/// are checked. What is held is the message that isn't complete.
final class EventFrames {
    /// Takes the messages.
    interface Handler {
        /// @param kind the header `:message-type`: `event`, `exception` or `error`
        /// @param name the header that names it: `:event-type`, `:exception-type` or `:error-code`
        /// @param text the header `:error-message`, mostly empty
        /// @param bytes hold the payload, valid until the call returns
        void message(String kind, String name, String text, byte[] bytes, int offset, int length);
    }

    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;

    /// The most that one message may have, as AWS documents it.
    private static final int MOST = 16 << 20;

    private static final int MOST_HEADERS = 128 << 10;

    private final Handler handler;
    private byte[] held = new byte[1024];
    private int size;

    EventFrames(Handler handler) {
        this.handler = handler;
    }

    void feed(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int wanted = size < PRELUDE ? PRELUDE : total();
            int count = Math.min(wanted - size, end - at);
            room(size + count);
            System.arraycopy(bytes, at, held, size, count);
            size += count;
            at += count;
            if (size == PRELUDE && wanted == PRELUDE) {
                checkPrelude();
            } else if (size >= PRELUDE && size == total()) {
                message();
                size = 0;
            }
        }
    }

    /// Whether a message is here in part.
    boolean inside() {
        return size > 0;
    }

    private int total() {
        return number(0);
    }

    private int number(int at) {
        return ByteBuffer.wrap(held, at, 4).getInt();
    }

    private void room(int wanted) {
        if (wanted > held.length) {
            held = Arrays.copyOf(held, Math.max(wanted, held.length * 2));
        }
    }

    private void checkPrelude() {
        int total = total();
        int headers = number(4);
        if (sum(8) != number(8)) {
            throw TranslationFault.malformed("a message's prelude has a wrong checksum");
        }
        if (headers < 0
                || headers > MOST_HEADERS
                || total > MOST
                || total < PRELUDE + CHECKSUM + headers) {
            throw TranslationFault.malformed(
                    "a message can't have %d bytes with %d of headers".formatted(total, headers));
        }
    }

    private int sum(int count) {
        CRC32 sum = new CRC32();
        sum.update(held, 0, count);
        return (int) sum.getValue();
    }

    private void message() {
        int end = size - CHECKSUM;
        if (sum(end) != number(end)) {
            throw TranslationFault.malformed("a message has a wrong checksum");
        }
        String kind = "event";
        String name = "";
        String text = "";
        int payload = PRELUDE + number(4);
        ByteBuffer headers = ByteBuffer.wrap(held, PRELUDE, payload - PRELUDE);
        while (headers.hasRemaining()) {
            String header = text(headers, take(headers, 1).get() & 255);
            String value = value(headers);
            switch (header) {
                case ":message-type" -> kind = value;
                case ":event-type", ":exception-type", ":error-code" -> name = value;
                case ":error-message" -> text = value;
                default -> {}
            }
        }
        handler.message(kind, name, text, held, payload, end - payload);
    }

    /// The value of a header when it is a text, else nothing.
    private static String value(ByteBuffer headers) {
        byte type = take(headers, 1).get();
        int length =
                switch (type) {
                    case 0, 1 -> 0;
                    case 2 -> 1;
                    case 3 -> 2;
                    case 4 -> 4;
                    case 5, 8 -> 8;
                    case 6, 7 -> take(headers, 2).getShort() & 0xffff;
                    case 9 -> 16;
                    default ->
                            throw TranslationFault.malformed("a header has unknown type " + type);
                };
        String text = text(headers, length);
        return type == 7 ? text : "";
    }

    private static String text(ByteBuffer headers, int length) {
        take(headers, length);
        String text =
                new String(
                        headers.array(),
                        headers.arrayOffset() + headers.position(),
                        length,
                        StandardCharsets.UTF_8);
        headers.position(headers.position() + length);
        return text;
    }

    private static ByteBuffer take(ByteBuffer headers, int count) {
        if (headers.remaining() < count) {
            throw TranslationFault.malformed("a header is longer than the headers");
        }
        return headers;
    }
}
