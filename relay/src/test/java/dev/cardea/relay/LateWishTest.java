package dev.cardea.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.scan.RequestScan;
import dev.cardea.dialect.scan.Splice;
import dev.cardea.model.Endpoint;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LateWishTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"messages\":[],\"stream\":true}",
                "{\"model\":\"m\",\"stream\":true,\"messages\":[{}]} \n",
                "{\"stream_options\":{},\"model\":\"m\",\"stream\":true}",
                "{\"model\":\"m\",\"stream_options\":{\"a\":{\"b\":1}},\"stream\":true , \"c\":2}"
            })
    void usageIsAskedForWhereverTheBodyIsCut(String body) {
        for (int held = body.indexOf("\"m\"") + 3; held <= body.length(); held++) {
            for (int next = held; next <= body.length(); next++) {
                assertAsks(sent(body, held, next), body);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":null}",
                "{\"model\":\"m\",\"stream_options\":{\"include_usage\":false},\"stream\":true}"
            })
    void aValueInOnePartIsReplaced(String body) {
        int value = Math.max(body.indexOf("null"), body.indexOf("false"));
        for (int held = body.indexOf("\"m\"") + 3; held <= value; held++) {
            assertAsks(sent(body, held, body.length()), body);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"messages\":[]}",
                "{\"model\":\"m\",\"messages\":[],\"stream\":false}",
                "{\"model\":\"m\",\"stream_options\":null,\"stream\":true}",
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}"
            })
    void whereNothingIsToBeAskedOnlyBlanksAreAdded(String body) {
        for (int held = body.indexOf("\"m\"") + 3; held <= body.length(); held++) {
            for (int next = held; next <= body.length(); next++) {
                String sent = sent(body, held, next);
                int end = body.lastIndexOf('}');
                assertThat(sent).startsWith(body.substring(0, end)).endsWith(body.substring(end));
                assertThat(sent.substring(end, sent.length() - (body.length() - end))).isBlank();
            }
        }
    }

    @Test
    void otherEndpointsKeepTheirBytes() {
        var scan = new RequestScan.Incremental(Endpoint.MESSAGES);
        byte[] begun = "{\"model\":\"m\",".getBytes(UTF_8);
        scan.feed(begun, 0, begun.length);
        assertThat(scan.usageRoom()).isZero();
        assertThat(scan.splice("m").isEmpty()).isTrue();
    }

    private static void assertAsks(String sent, String body) {
        var scan =
                RequestScan.scan(
                        sent.getBytes(UTF_8),
                        0,
                        sent.getBytes(UTF_8).length,
                        Endpoint.CHAT_COMPLETIONS);
        assertThat(scan).as(sent).isInstanceOf(RequestScan.Found.class);
        assertThat(((RequestScan.Found) scan).usageAsked()).as(sent + " from " + body).isTrue();
    }

    /// What goes on of a body of which the first `held` bytes are held when its attempt begins, and
    /// the rest comes in two parts; as long as was told when it began.
    private static String sent(String text, int held, int next) {
        byte[] body = text.getBytes(UTF_8);
        var scan = new RequestScan.Incremental(Endpoint.CHAT_COMPLETIONS);
        scan.feed(body, 0, held);
        Splice splice = scan.splice("m");
        long told = body.length + splice.growth() + scan.usageRoom();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes(splice.apply(body, 0, held));
        LateWish wish = new LateWish(scan, held);
        RequestBody.Streaming out =
                new RequestBody.Streaming() {
                    @Override
                    public void part(ByteBuf part) {
                        byte[] bytes = new byte[part.readableBytes()];
                        part.readBytes(bytes);
                        sent.writeBytes(bytes);
                    }

                    @Override
                    public void end() {}
                };
        for (int[] part : List.of(new int[] {held, next}, new int[] {next, body.length})) {
            scan.feed(body, part[0], part[1] - part[0]);
            wish.pass(Unpooled.wrappedBuffer(body, part[0], part[1] - part[0]), out);
        }
        assertThat(sent.size()).as(sent.toString(UTF_8)).isEqualTo(told);
        return sent.toString(UTF_8);
    }
}
