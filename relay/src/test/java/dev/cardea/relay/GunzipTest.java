package dev.cardea.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipTest {
    private static byte[] gzip(byte[] text) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped)) {
            out.write(text);
        }
        return zipped.toByteArray();
    }

    private static boolean decode(Gunzip gunzip, byte[] bytes, ByteArrayOutputStream into) {
        return gunzip.decode(
                bytes,
                0,
                bytes.length,
                (portion, length) -> {
                    into.write(portion, 0, length);
                    return true;
                });
    }

    @Test
    void decodesWhereverItIsSplit() throws IOException {
        byte[] text = "the quick brown fox ".repeat(30).getBytes(UTF_8);
        byte[] zipped = gzip(text);
        for (int at = 0; at <= zipped.length; at++) {
            var out = new ByteArrayOutputStream();
            try (Gunzip gunzip = new Gunzip()) {
                assertThat(decode(gunzip, Arrays.copyOf(zipped, at), out)).isTrue();
                assertThat(decode(gunzip, Arrays.copyOfRange(zipped, at, zipped.length), out))
                        .isTrue();
                assertThat(gunzip.complete()).isTrue();
            }
            assertThat(out.toByteArray()).isEqualTo(text);
        }
    }

    @Test
    void decodesOptionalPartsOfTheHeaderAndSeveralMembers() throws IOException {
        byte[] plain = gzip("ab".getBytes(UTF_8));
        var all = new ByteArrayOutputStream();
        all.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 0});
        all.writeBytes(new byte[] {3, 0, 'x', 'y', 'z'});
        all.writeBytes("name\0comment\0".getBytes(UTF_8));
        all.writeBytes(new byte[] {1, 2});
        all.write(plain, 10, plain.length - 10);
        all.writeBytes(plain);
        var out = new ByteArrayOutputStream();
        try (Gunzip gunzip = new Gunzip()) {
            for (byte b : all.toByteArray()) {
                assertThat(decode(gunzip, new byte[] {b}, out)).isTrue();
            }
            assertThat(gunzip.complete()).isTrue();
        }
        assertThat(out.toString(UTF_8)).isEqualTo("abab");
    }

    @Test
    void damageIsNoticed() throws IOException {
        byte[] zipped = gzip("some text that is long enough to be damaged".getBytes(UTF_8));
        for (int at : new int[] {0, 1, 2, zipped.length - 8, zipped.length - 1}) {
            byte[] damaged = zipped.clone();
            damaged[at] ^= 0x40;
            try (Gunzip gunzip = new Gunzip()) {
                assertThat(decode(gunzip, damaged, new ByteArrayOutputStream()))
                        .as("byte %d", at)
                        .isFalse();
            }
        }
        try (Gunzip gunzip = new Gunzip()) {
            byte[] cut = Arrays.copyOf(zipped, zipped.length - 3);
            assertThat(decode(gunzip, cut, new ByteArrayOutputStream())).isTrue();
            assertThat(gunzip.complete()).isFalse();
        }
    }

    @Test
    void stopsWhenTheOutputHasEnough() throws IOException {
        byte[] bomb = gzip(new byte[10 << 20]);
        long[] taken = {0};
        try (Gunzip gunzip = new Gunzip()) {
            boolean more =
                    gunzip.decode(
                            bomb,
                            0,
                            bomb.length,
                            (_, length) -> {
                                taken[0] += length;
                                return taken[0] < 100_000;
                            });
            assertThat(more).isFalse();
        }
        assertThat(taken[0]).isLessThan(200_000);
    }
}
