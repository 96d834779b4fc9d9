package dev.cardea.dialect.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UsageMeterTest {

    static List<Answer> answers() {
        return Answer.ALL;
    }

    @ParameterizedTest
    @MethodSource("answers")
    void tellsUsageAndModelHoweverTheAnswerIsCut(Answer answer) {
        byte[] bytes = answer.bytes();
        for (int cut = 0; cut <= bytes.length; cut++) {
            UsageMeter meter = answer.meter(false);
            assertThat(passed(meter, bytes, cut)).isEqualTo(bytes);
            assertThat(meter.usage(1000)).as("cut at %d", cut).isEqualTo(answer.usage());
            assertThat(meter.modelAnswered()).isEqualTo(answer.model());
            assertThat(meter.complete()).isTrue();
            assertThat(meter.embeddedError()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void lineEndsOfWindowsChangeNothing(Answer answer) {
        byte[] bytes = answer.text().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            UsageMeter meter = answer.meter(false);
            assertThat(passed(meter, bytes, cut)).isEqualTo(bytes);
            assertThat(meter.usage(1000)).as("cut at %d", cut).isEqualTo(answer.usage());
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerThatBreaksOffIsEstimatedUnlessItsUsageWasThere(Answer answer) {
        for (int length = 0; length < answer.bytes().length; length++) {
            UsageMeter meter = answer.meter(false);
            passed(meter, Arrays.copyOf(answer.bytes(), length), length / 2);
            Usage usage = meter.usage(400);
            if (!usage.estimated()) {
                assertThat(usage.input()).isEqualTo(answer.usage().input());
                assertThat(usage.output()).isEqualTo(answer.usage().output());
            } else {
                assertThat(usage.input()).isPositive();
            }
        }
    }

    @Test
    void hidesTheUsageChunkThatTheClientDidNotAskForAndNothingElse() {
        for (String newline : new String[] {"\n", "\r\n"}) {
            String all = Answer.CHAT_STREAM.text().replace("\n", newline);
            int from = all.indexOf("data: {\"id\":\"c1\",\"model\":\"gpt-5\",\"choices\":[]");
            int to = all.indexOf("data: [DONE]");
            String expected = all.substring(0, from) + all.substring(to);
            byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
            for (int cut = 0; cut <= bytes.length; cut++) {
                UsageMeter meter = Answer.CHAT_STREAM.meter(true);
                assertThat(meter.hides()).isTrue();
                assertThat(new String(passed(meter, bytes, cut), StandardCharsets.UTF_8))
                        .as("cut at %d", cut)
                        .isEqualTo(expected);
                assertThat(meter.usage(0)).isEqualTo(Answer.CHAT_STREAM.usage());
            }
        }
    }

    @Test
    void anEventTooLongToKeepBackPassesWhole() {
        String event =
                "data: {\"choices\":[{\"delta\":{\"content\":\""
                        + "x".repeat(50_000)
                        + "\"}}]}\n\n";
        byte[] bytes = event.repeat(3).getBytes(StandardCharsets.UTF_8);
        UsageMeter meter = Answer.CHAT_STREAM.meter(true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i += 1000) {
            meter.feed(bytes, i, Math.min(1000, bytes.length - i), out::write);
        }
        meter.end(out::write);
        assertThat(out.toByteArray()).isEqualTo(bytes);
        assertThat(meter.usage(0).output()).isEqualTo(3 * 50_000 / 4);
    }

    @Test
    void anErrorInsideASuccessIsSeen() {
        for (String stream :
                new String[] {
                    "data: {\"choices\":[{\"delta\":{\"content\":\"H\"}}]}\n\ndata: {\"error\":{\"code\":502,\"message\":\"Provider disconnected\"}}\n\n",
                    "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
                    "event: error\ndata: plain words\n\n",
                    "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"server_error\",\"message\":\"x\"}}}\n\n"
                }) {
            byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
            String last = stream.substring(stream.lastIndexOf("data: ") + 6).strip();
            for (int cut = 0; cut <= bytes.length; cut++) {
                UsageMeter meter = Answer.CHAT_STREAM.meter(cut % 2 == 0);
                assertThat(passed(meter, bytes, cut)).isEqualTo(bytes);
                assertThat(
                                new String(
                                                meter.embeddedError().orElseThrow().json(),
                                                StandardCharsets.UTF_8)
                                        .strip())
                        .isEqualTo(last);
            }
        }
        UsageMeter meter = Answer.CHAT.meter(false);
        byte[] bytes =
                "{\"error\":{\"code\":401,\"message\":\"User not found\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        passed(meter, bytes, 3);
        assertThat(meter.embeddedError().orElseThrow().json()).isEqualTo(bytes);
    }

    @Test
    void whatCostsNothingIsNotEstimated() {
        for (Endpoint endpoint :
                new Endpoint[] {
                    Endpoint.MODELS, Endpoint.COUNT_TOKENS, Endpoint.PASS_THROUGH, Endpoint.SPEECH
                }) {
            UsageMeter meter = UsageMeter.of(Dialect.OPENAI, endpoint, false, false);
            passed(meter, "{\"input_tokens\":2095}".getBytes(StandardCharsets.UTF_8), 4);
            assertThat(meter.usage(1_000_000)).isEqualTo(Usage.NONE);
        }
    }

    @Property(tries = 2000)
    void anyBytesPassWholeInAnyPieces(@ForAll byte[] noise, @ForAll long seed) {
        Random dice = new Random(seed);
        Answer answer = Answer.ALL.get(dice.nextInt(Answer.ALL.size()));
        byte[] bytes = answer.bytes();
        for (byte b : noise) {
            bytes[dice.nextInt(bytes.length)] = b;
        }
        UsageMeter meter = answer.meter(false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; ) {
            int length = Math.min(bytes.length - i, 1 + dice.nextInt(60));
            meter.feed(bytes, i, length, out::write);
            i += length;
        }
        meter.end(out::write);
        assertThat(out.toByteArray()).isEqualTo(bytes);
        assertThat(meter.usage(10).output()).isNotNegative();
    }

    private static byte[] passed(UsageMeter meter, byte[] bytes, int cut) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        meter.feed(bytes, 0, cut, out::write);
        meter.feed(bytes, cut, bytes.length - cut, out::write);
        meter.end(out::write);
        return out.toByteArray();
    }
}
