package dev.cardea.relay.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

// A text block can't hold the CRLF that the wire has.
@SuppressWarnings("StringConcatToTextBlock")
class Http1ServerCodecTest {
    private static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n";

    @Test
    void requestWithoutBody() {
        try (Wire wire = Wire.server()) {
            wire.in(GET);
            RequestHead head = (RequestHead) wire.next();
            assertThat(head).isNotNull();
            assertThat(head.path()).isEqualTo("/a");
            assertThat(head.query()).isEqualTo("b=c");
            assertThat(head.fields().first(Known.HOST)).isEqualTo("h");
            assertThat(wire.fired()).isEqualTo("end\n");
        }
    }

    @Test
    void sizedBodyIsHandedOnAsItComes() {
        try (Wire wire = Wire.server()) {
            wire.in("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab");
            assertThat(wire.fired())
                    .isEqualTo("POST /p HTTP/1.1 [Host=h, Content-Length=5] length 5\nbody ab\n");
            assertThat(wire.in("cde").fired()).isEqualTo("body cde\nend\n");
        }
    }

    @Test
    void chunksOfOneBufferBecomeOnePiece() {
        try (Wire wire = Wire.server()) {
            wire.in(
                    "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "3\r\nabc\r\n2;x=y\r\nde\r\n1\r\nf\r\n0\r\nT: v\r\n\r\n");
            assertThat(wire.next()).isInstanceOf(RequestHead.class);
            assertThat(wire.channel.inboundMessages()).hasSize(2);
            assertThat(wire.fired()).isEqualTo("body abcdef\nend [T=v]\n");
        }
    }

    @Test
    void absoluteFormIsAcceptedWhenItsHostIsTheSame() {
        try (Wire wire = Wire.server()) {
            wire.in("GET http://h:80?x HTTP/1.1\r\nHost: H:80\r\n\r\n");
            RequestHead head = (RequestHead) wire.next();
            assertThat(head).isNotNull();
            assertThat(head.path()).isEqualTo("/");
            assertThat(head.query()).isEqualTo("x");
        }
    }

    @Test
    void pipelinedRequestWaitsForTheAnswerAheadOfIt() {
        try (Wire wire = Wire.server()) {
            wire.in(GET + GET + GET.substring(0, 7));
            assertThat(wire.fired()).containsOnlyOnce("GET");
            assertThat(wire.channel.config().isAutoRead()).isFalse();
            wire.out(ResponseHead.of(200, new Fields(), 0), LastPart.END);
            assertThat(wire.fired()).containsOnlyOnce("GET");
            wire.out(ResponseHead.of(200, new Fields(), 0), LastPart.END);
            assertThat(wire.channel.config().isAutoRead()).isTrue();
            assertThat(wire.fired()).isEmpty();
            assertThat(wire.in(GET.substring(7)).fired()).containsOnlyOnce("GET");
        }
    }

    @Test
    void smallResponseIsOneBuffer() {
        try (Wire wire = Wire.server()) {
            wire.in(GET);
            Fields fields = new Fields().add("content-type", "text/plain");
            wire.out(ResponseHead.of(200, fields, 2), "ok", LastPart.END);
            assertThat(wire.sentBuffers())
                    .containsExactly(
                            "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok");
        }
    }

    @Test
    void bodyOfUnknownSizeGoesInChunks() {
        try (Wire wire = Wire.server()) {
            wire.in(GET);
            wire.out(ResponseHead.of(200, new Fields(), ResponseHead.UNKNOWN));
            assertThat(wire.sent())
                    .isEqualTo("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
            wire.out("data: 1\n\n");
            assertThat(wire.sentBuffers()).containsExactly("9\r\ndata: 1\n\n\r\n");
            wire.out("x".repeat(20_000));
            assertThat(wire.sent()).isEqualTo("4e20\r\n" + "x".repeat(20_000) + "\r\n");
            wire.out(LastPart.of(new Fields().add("t", "v")));
            assertThat(wire.sent()).isEqualTo("0\r\nt: v\r\n\r\n");
        }
    }

    @Test
    void answerToHeadHasTheLengthAndNoBody() {
        try (Wire wire = Wire.server()) {
            wire.in("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
            wire.out(ResponseHead.of(200, new Fields(), 7), "ignored", LastPart.END);
            assertThat(wire.sent()).isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n");
            wire.in(GET).out(ResponseHead.of(204, new Fields(), 0), LastPart.END);
            assertThat(wire.sent()).isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
        }
    }

    @Test
    void oldClientGetsABodyThatEndsWithTheConnection() {
        try (Wire wire = Wire.server()) {
            wire.in("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            wire.out(ResponseHead.of(200, new Fields(), 1), "a", LastPart.END);
            assertThat(wire.sent())
                    .isEqualTo(
                            "HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: keep-alive\r\n\r\na");
            wire.in("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            wire.out(ResponseHead.of(200, new Fields(), ResponseHead.UNKNOWN), "ab", LastPart.END);
            assertThat(wire.sent()).isEqualTo("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nab");
            assertThat(wire.channel.isActive()).isFalse();
        }
    }

    @Test
    void continueIsWrittenWhenAsked() {
        try (Wire wire = Wire.server()) {
            wire.in(
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n");
            RequestHead head = (RequestHead) wire.next();
            assertThat(head).isNotNull();
            assertThat(head.expectsContinue()).isTrue();
            assertThat(wire.out(ResponseHead.CONTINUE).sent())
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(wire.in("x").fired()).isEqualTo("body x\nend\n");
            wire.out(ResponseHead.of(200, new Fields(), 0), LastPart.END);
            assertThat(wire.channel.isActive()).isTrue();
        }
    }

    @Test
    void earlyAnswerDrainsASmallBodyAndGivesUpALargeOne() {
        try (Wire wire = Wire.server()) {
            wire.in("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nab");
            wire.out(ResponseHead.of(401, new Fields(), 0), LastPart.END);
            assertThat(wire.fired()).endsWith("body ab\n");
            assertThat(wire.in("cd" + GET).fired()).startsWith("GET /a?b=c");
            wire.out(ResponseHead.of(200, new Fields(), 0), LastPart.END);
            assertThat(wire.sent()).doesNotContain("close");
            wire.in("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4000000\r\n\r\nab");
            wire.out(ResponseHead.of(413, new Fields(), 0), LastPart.END);
            assertThat(wire.sent()).endsWith("content-length: 0\r\nconnection: close\r\n\r\n");
            assertThat(wire.channel.isActive()).isFalse();
        }
    }

    @Test
    void unwantedContinueClosesBecauseTheBodyMayOrMayNotCome() {
        try (Wire wire = Wire.server()) {
            wire.in(
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n");
            wire.out(ResponseHead.of(401, new Fields(), 0), LastPart.END);
            assertThat(wire.channel.isActive()).isFalse();
        }
    }

    @Test
    void nothingIsParsedBehindAViolationAndTheAnswerCloses() {
        try (Wire wire = Wire.server()) {
            wire.in("GET / HTTP/1.1\r\nHost : h\r\n\r\n" + GET);
            assertThat(wire.in(GET).fired())
                    .isEqualTo(
                            "violation MALFORMED a blank in a header name or before its colon\n");
            wire.out(ResponseHead.of(400, new Fields(), 0), LastPart.END);
            assertThat(wire.sent()).contains("connection: close");
            assertThat(wire.channel.isActive()).isFalse();
        }
    }

    @Test
    void controlCharacterNamesTheFieldAndTheRequest() {
        try (Wire wire = Wire.server()) {
            wire.in(
                    "POST /v1/messages HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer a\u0001b\r\n\r\n");
            Violation violation = (Violation) wire.next();
            assertThat(violation).isNotNull();
            assertThat(violation.kind()).isEqualTo(Violation.Kind.CONTROL_CHARACTER);
            assertThat(violation.field()).isEqualTo(Known.AUTHORIZATION);
            assertThat(violation.partial()).isNotNull();
            assertThat(violation.partial().path()).isEqualTo("/v1/messages");
            assertThat(violation.toString()).doesNotContain("Bearer");
        }
    }

    @Test
    void wrongBodyLengthsNeverReachTheNextResponse() {
        try (Wire wire = Wire.server()) {
            wire.in(GET).out(ResponseHead.of(200, new Fields(), 1));
            wire.channel.write(Unpooled.copiedBuffer(Wire.bytes("ab")));
            assertThat(wire.channel.isActive()).isFalse();
        }
        try (Wire wire = Wire.server()) {
            wire.in(GET).out(ResponseHead.of(200, new Fields(), 3), "ab");
            wire.channel.write(LastPart.END);
            assertThat(wire.channel.isActive()).isFalse();
        }
    }

    @Test
    void framingFieldsOfTheCallerAreNotWritten() {
        try (Wire wire = Wire.server()) {
            Fields fields =
                    new Fields()
                            .add("content-length", "99")
                            .add("a", "b")
                            .add("transfer-encoding", "gzip")
                            .add("connection", "a");
            wire.in(GET).out(ResponseHead.of(200, fields, 0), LastPart.END);
            assertThat(wire.sent())
                    .isEqualTo("HTTP/1.1 200 OK\r\na: b\r\ncontent-length: 0\r\n\r\n");
        }
    }

    @Test
    void readsOnDemand() {
        try (Wire wire = Wire.server()) {
            wire.channel.config().setAutoRead(false);
            wire.in("GET / HTTP/1.1\r\n").in("Host: h\r\n\r\n");
            assertThat(wire.fired()).endsWith("end\n");
        }
    }

    @Test
    void slowHeadIsAnsweredAndIdleConnectionClosed() {
        HttpLimits limits =
                new HttpLimits(100, 1000, 10, Duration.ofSeconds(4), Duration.ofSeconds(8), 10);
        Ticks ticks = new Ticks();
        try (Wire wire = Wire.server(limits, ticks)) {
            wire.in("GET / HT");
            pass(ticks, 0, 6);
            assertThat(wire.fired()).startsWith("violation HEAD_TIMEOUT");
        }
        try (Wire wire = Wire.server(limits, ticks)) {
            wire.in(GET).out(ResponseHead.of(200, new Fields(), 0), LastPart.END);
            pass(ticks, 0, 5);
            assertThat(wire.channel.isActive()).isTrue();
            pass(ticks, 6, 10);
            assertThat(wire.channel.isActive()).isFalse();
        }
        try (Wire wire = Wire.server(limits, ticks)) {
            wire.in(GET);
            pass(ticks, 0, 20);
            assertThat(wire.channel.isActive()).isTrue();
        }
    }

    /// Lets the seconds pass, both included.
    private static void pass(Ticks ticks, int from, int to) {
        for (int i = from; i <= to; i++) {
            ticks.tick(TimeUnit.SECONDS.toNanos(i));
        }
    }
}
