package dev.cardea.relay.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

// A text block can't hold the CRLF that the wire has.
@SuppressWarnings("StringConcatToTextBlock")
class Http1ClientCodecTest {
    private static final Fields HOST = new Fields().add("host", "u");

    private static Wire asked(String method) {
        Wire wire = Wire.client();
        wire.out(RequestHead.of(method, "/x", HOST, 0), LastPart.END);
        wire.sent();
        return wire;
    }

    private static boolean reusable(EmbeddedChannel channel) {
        return channel.pipeline().get(Http1ClientCodec.class).reusable();
    }

    @Test
    void requestWithItsBodyIsOneBuffer() {
        try (Wire wire = Wire.client()) {
            wire.out(RequestHead.of("POST", "/v1?a=b", HOST, 2), "{}", LastPart.END);
            assertThat(wire.sentBuffers())
                    .containsExactly(
                            "POST /v1?a=b HTTP/1.1\r\nhost: u\r\ncontent-length: 2\r\n\r\n{}");
            assertThat(reusable(wire.channel)).isFalse();
        }
    }

    @Test
    void bodyOfUnknownSizeGoesInChunks() {
        try (Wire wire = Wire.client()) {
            wire.out(RequestHead.of("POST", "/", HOST, RequestHead.UNKNOWN), "abc", LastPart.END);
            assertThat(wire.sent())
                    .endsWith("transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        }
    }

    @Test
    void onlyMethodsWithABodySayThatItIsEmpty() {
        try (Wire wire = Wire.client()) {
            wire.out(RequestHead.of("GET", "/", HOST, 0), LastPart.END);
            assertThat(wire.sent()).isEqualTo("GET / HTTP/1.1\r\nhost: u\r\n\r\n");
        }
        try (Wire wire = Wire.client()) {
            wire.out(RequestHead.of("POST", "/", HOST, 0), LastPart.END);
            assertThat(wire.sent()).endsWith("host: u\r\ncontent-length: 0\r\n\r\n");
        }
    }

    @Test
    void connectionIsUsedAgainAfterACompleteExchange() {
        try (Wire wire = asked("GET")) {
            wire.in("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            assertThat(wire.fired()).isEqualTo("200 [Content-Length=2] length 2\nbody ok\nend\n");
            assertThat(reusable(wire.channel)).isTrue();
            wire.out(RequestHead.of("GET", "/", HOST, 0), LastPart.END);
            assertThat(wire.in("HTTP/1.1 204 No Content\r\n\r\n").fired())
                    .isEqualTo("204 [] length 0\nend\n");
            assertThat(reusable(wire.channel)).isTrue();
        }
    }

    @Test
    void interimResponsesComeBeforeTheFinalOne() {
        try (Wire wire = asked("POST")) {
            assertThat(wire.in("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early").fired())
                    .isEqualTo("100 [] length 0\n");
            assertThat(wire.in(" Hints\r\nLink: x\r\n\r\n").fired())
                    .isEqualTo("103 [Link=x] length 0\n");
            assertThat(wire.in("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").fired())
                    .isEqualTo("200 [Content-Length=0] length 0\nend\n");
        }
    }

    @Test
    void answerToHeadHasNoBody() {
        try (Wire wire = asked("HEAD")) {
            wire.in("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
            assertThat(wire.fired()).isEqualTo("200 [Content-Length=5] length 5\nend\n");
            assertThat(reusable(wire.channel)).isTrue();
        }
    }

    @Test
    void bodyWithoutLengthLastsUntilTheConnectionCloses() {
        try (Wire wire = asked("GET")) {
            wire.in("HTTP/1.1 200\r\nA: b\r\n\r\nabc").in("def");
            assertThat(wire.fired()).isEqualTo("200 [A=b] length -1 close\nbody abcdef\n");
            wire.channel.close();
            assertThat(wire.fired()).isEqualTo("end\n");
        }
    }

    @Test
    void cutBodyHasNoEnd() {
        try (Wire wire = asked("GET")) {
            wire.in("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc");
            wire.channel.close();
            assertThat(wire.fired()).doesNotContain("end");
        }
    }

    @Test
    void bytesThatNobodyAskedForEndTheConnection() {
        try (Wire wire = asked("GET")) {
            wire.in("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n\r\n");
            assertThat(wire.fired()).doesNotContain("OK");
            assertThat(wire.channel.isActive()).isFalse();
        }
        try (Wire wire = Wire.client()) {
            wire.in("HTTP/1.1 200 OK\r\n\r\n");
            assertThat(wire.channel.isActive()).isFalse();
        }
    }

    @Test
    void answerBeforeTheRequestIsCompleteUsesTheConnectionUp() {
        try (Wire wire = Wire.client()) {
            wire.out(RequestHead.of("POST", "/", HOST, 10), "abc");
            wire.in("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
            assertThat(wire.fired()).endsWith("end\n");
            assertThat(reusable(wire.channel)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("broken")
    void brokenResponseIsAViolation(String response) {
        try (Wire wire = asked("GET")) {
            assertThat(wire.in(response).fired()).containsOnlyOnce("violation");
            assertThat(reusable(wire.channel)).isFalse();
        }
        try (Wire wire = asked("GET")) {
            for (byte b : Wire.bytes(response)) {
                wire.in(new byte[] {b});
            }
            assertThat(wire.fired()).containsOnlyOnce("violation");
        }
    }

    static Stream<String> broken() {
        return Stream.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 204 X\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 099 OK\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1  200 OK\r\n\r\n",
                "\r\nHTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 O\u0001K\r\n\r\n",
                "HTTP/1.1 200 OK\nA: b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "ICY 200 OK\r\n\r\n");
    }
}
