package dev.cardea.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the fuzzer starts from, and what can be made of it by cutting and flipping, holds for every
/// target. The long runs are `cardea bench fuzz`.
class FuzzCorpusTest {
    private static final Path ROOT = Path.of("..");
    private static final int CHANGED_PER_SEED = 6;

    /// What breaks parsers by its shape.
    private static final List<String> SHAPES =
            List.of(
                    "",
                    "{",
                    "[",
                    "\"",
                    "\\",
                    "null",
                    "{}",
                    "[]",
                    "\u0000",
                    "\ufeff{}",
                    "data:",
                    "data: {\n\n",
                    "data: [DONE]\n\n",
                    "[".repeat(10_000),
                    "{\"a\":".repeat(10_000),
                    "{\"messages\":[{\"role\":\"user\",\"content\":\"\\ud800\"}]}",
                    "{\"model\":\"m\",\"max_tokens\":1e400}",
                    "{\"model\":\"m\",\"input\":[{\"type\":\"reasoning\",\"encrypted_content\":\"Y2FyZGVhL\"}]}",
                    "{\"error\":{\"code\":1e99}}",
                    "{\"error\":{\"code\":4.9}}",
                    "{\"error\":\"\\uy\"}",
                    "{\"message\":\"\\uy\"}",
                    "{\"message\":\"\\u12",
                    "{\"me\":\"\",\"type\":\"i\\b\\ue\":",
                    "{\"type\":\"\\x\"}",
                    "{\"error\":{\"message\":\"\\uy\",\"code\":\"\\uy\",\"type\":\"\\uy\"}}");

    @ParameterizedTest
    @EnumSource
    void theCorpusHolds(FuzzTarget target) throws IOException {
        List<byte[]> seeds = FuzzSeeds.of(target, ROOT);
        assertThat(seeds).hasSizeGreaterThan(20);
        Random random = new Random(1);
        for (byte[] seed : seeds) {
            holds(target, seed);
            for (int i = 0; i < CHANGED_PER_SEED; i++) {
                holds(target, changed(seed, random));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatBreaksParsersHolds(FuzzTarget target) {
        for (String shape : SHAPES) {
            byte[] body = shape.getBytes(StandardCharsets.UTF_8);
            for (int choice = 0; choice < 256; choice++) {
                byte[] input = new byte[FuzzTarget.CHOICES + body.length];
                input[1] = (byte) choice;
                input[2] = (byte) choice;
                System.arraycopy(body, 0, input, FuzzTarget.CHOICES, body.length);
                holds(target, input);
            }
        }
        holds(target, new byte[0]);
        holds(target, new byte[] {1});
    }

    private static void holds(FuzzTarget target, byte[] input) {
        assertThatCode(() -> target.run(input))
                .as(
                        "%s with %s",
                        target,
                        new String(
                                input, 0, Math.min(input.length, 400), StandardCharsets.ISO_8859_1))
                .doesNotThrowAnyException();
    }

    /// Cut short, or with a few bytes flipped, or with a stretch repeated.
    private static byte[] changed(byte[] seed, Random random) {
        int at = FuzzTarget.CHOICES + random.nextInt(Math.max(1, seed.length - FuzzTarget.CHOICES));
        byte[] changed = seed.clone();
        switch (random.nextInt(3)) {
            case 0 -> changed = Arrays.copyOf(seed, Math.min(at, seed.length));
            case 1 -> {
                for (int i = 0; i < 4; i++) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
            }
            default -> {
                int to = Math.min(seed.length, at + random.nextInt(40));
                changed = Arrays.copyOf(seed, seed.length + to - at);
                System.arraycopy(seed, at, changed, to, seed.length - at);
            }
        }
        return changed;
    }
}
