package dev.cardea.dialect.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.dialect.hub.TranslationFault;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class EventFramesTest {
    /// One message with a header of each type and the payload `{'foo':'bar'}`, and one with nothing
    /// at all.
    private static final byte[] EMPTY = HexFormat.of().parseHex("000000100000000005c248eb7d98c8ff");

    private final List<String> seen = new ArrayList<>();
    private final EventFrames frames =
            new EventFrames((kind, name, text, bytes, offset, length) ->
                    seen.add(
                            "%s %s %s %s"
                                    .formatted(
                                            kind,
                                            name,
                                            text,
                                            new String(bytes, offset, length, UTF_8))));

    private static byte[] frame(byte[] headers, String payload) {
        byte[] body = payload.getBytes(UTF_8);
        int total = 16 + headers.length + body.length;
        ByteBuffer frame = ByteBuffer.allocate(total).putInt(total).putInt(headers.length);
        frame.putInt(sum(frame.array(), 8)).put(headers).put(body);
        return frame.putInt(sum(frame.array(), total - 4)).array();
    }

    private static int sum(byte[] bytes, int count) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, count);
        return (int) sum.getValue();
    }

    private static byte[] allTypes() {
        ByteBuffer headers = ByteBuffer.allocate(200);
        name(headers, "t").put((byte) 0);
        name(headers, "f").put((byte) 1);
        name(headers, "b").put((byte) 2).put((byte) 7);
        name(headers, "s").put((byte) 3).putShort((short) 7);
        name(headers, "i").put((byte) 4).putInt(7);
        name(headers, "l").put((byte) 5).putLong(7);
        name(headers, "y").put((byte) 6).putShort((short) 3).put(new byte[3]);
        name(headers, ":event-type").put((byte) 7).putShort((short) 5).put("delta".getBytes(UTF_8));
        name(headers, "d").put((byte) 8).putLong(7);
        name(headers, "u").put((byte) 9).putLong(7).putLong(7);
        byte[] used = new byte[headers.position()];
        headers.flip().get(used);
        return used;
    }

    private static ByteBuffer name(ByteBuffer headers, String name) {
        return headers.put((byte) name.length()).put(name.getBytes(UTF_8));
    }

    @Test
    void readsTheEmptyMessageThatAwsPublishes() {
        frames.feed(EMPTY, 0, EMPTY.length);

        assertThat(seen).containsExactly("event   ");
        assertThat(frames.inside()).isFalse();
    }

    @Test
    void readsHeadersOfEveryTypeHoweverTheStreamIsCut() {
        byte[] one = frame(allTypes(), "{'foo':'bar'}");
        byte[] all = ByteBuffer.allocate(one.length * 3).put(one).put(one).put(one).array();
        for (int cut = 1; cut < all.length; cut++) {
            seen.clear();
            for (int at = 0; at < all.length; at += cut) {
                frames.feed(all, at, Math.min(cut, all.length - at));
            }
            assertThat(seen).hasSize(3).allMatch(it -> it.equals("event delta  {'foo':'bar'}"));
        }
    }

    @Test
    void anyWrongByteIsNoticed() {
        byte[] good = frame(allTypes(), "{'foo':'bar'}");
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 0x10;
            assertThatThrownBy(
                            () -> {
                                EventFrames frames =
                                        new EventFrames((_, _, _, _, _, _) -> seen.add("read"));
                                frames.feed(bad, 0, bad.length);
                            })
                    .as("byte %d", at)
                    .isInstanceOf(TranslationFault.class);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void headersThatLieAboutTheirLengthAreRefused() {
        for (byte[] headers : new byte[][] {{5, 'a'}, {1, 'a', 7, 0, 9, 'x'}, {1, 'a', 12}, {1}}) {
            byte[] frame = frame(headers, "");
            assertThatThrownBy(() ->
                            new EventFrames((_, _, _, _, _, _) -> seen.add("read"))
                                    .feed(frame, 0, frame.length))
                    .isInstanceOf(TranslationFault.class);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void noiseIsRefusedAndTakesNoMemory() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[64];
            random.nextBytes(noise);
            assertThatThrownBy(() ->
                            new EventFrames((_, _, _, _, _, _) -> seen.add("read"))
                                    .feed(noise, 0, noise.length))
                    .isInstanceOf(TranslationFault.class);
        }
        assertThat(seen).isEmpty();
    }
}
