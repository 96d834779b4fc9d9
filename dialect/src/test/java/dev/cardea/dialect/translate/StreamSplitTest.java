package dev.cardea.dialect.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// However the network cuts a stream, the client gets the same bytes.
class StreamSplitTest {
    @Test
    void anySplitOfAStreamGivesTheSameBytes() {
        int pairs = 0;
        for (Path input : GoldenFiles.inputs("streams", ".txt")) {
            String provider = input.getFileName().toString().split("\\.")[1];
            byte[] bytes = GoldenFiles.stream(input);
            for (String client : Pairs.CLIENTS.keySet()) {
                if (Pairs.translator(client, provider).isEmpty()) {
                    continue;
                }
                pairs++;
                Answers answers = Pairs.answers(client, provider);
                byte[] whole = translated(answers, bytes, bytes.length, bytes.length);
                assertThat(translated(answers, bytes, 1, 1))
                        .as("%s byte by byte", input)
                        .isEqualTo(whole);
                for (int cut = 1; cut < bytes.length; cut += 3) {
                    assertThat(Arrays.equals(translated(answers, bytes, cut, bytes.length), whole))
                            .as("%s to %s cut at %d", input, client, cut)
                            .isTrue();
                }
            }
        }
        assertThat(pairs).isGreaterThan(20);
    }

    @Test
    void aStreamCutAnywhereEndsInTheClientsErrorOrProperly() {
        for (Path input : GoldenFiles.inputs("streams", ".txt")) {
            String provider = input.getFileName().toString().split("\\.")[1];
            byte[] bytes = GoldenFiles.stream(input);
            for (String client : Pairs.CLIENTS.keySet()) {
                if (Pairs.translator(client, provider).isEmpty()) {
                    continue;
                }
                Answers answers = Pairs.answers(client, provider);
                for (int cut = 0; cut < bytes.length; cut += 7) {
                    StreamTranslation stream = answers.stream();
                    stream.feed(bytes, 0, cut);
                    byte[] end = stream.finish();
                    assertThat(stream.failed() || end.length > 0 || cut > bytes.length / 2)
                            .as("%s to %s cut at %d", input, client, cut)
                            .isTrue();
                    assertThat(stream.finish()).as("a second end").isEmpty();
                }
            }
        }
    }

    private static byte[] translated(Answers answers, byte[] bytes, int first, int step) {
        StreamTranslation stream = answers.stream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        int size = first;
        while (at < bytes.length) {
            int length = Math.min(size, bytes.length - at);
            // A fresh array, overwritten afterwards: nothing may point into what was fed.
            byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
            out.writeBytes(stream.feed(piece, 0, length));
            Arrays.fill(piece, (byte) '#');
            at += length;
            size = step;
        }
        out.writeBytes(stream.finish());
        return out.toByteArray();
    }
}
