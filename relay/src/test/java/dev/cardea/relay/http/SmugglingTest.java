package dev.cardea.relay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each shape that two HTTP implementations have been known to read differently.
// A text block can't hold the CRLF that the wire has.
@SuppressWarnings("StringConcatToTextBlock")
class SmugglingTest {
    private static final String LINE = "POST / HTTP/1.1\r\n";
    private static final String HOST = LINE + "Host: h\r\n";
    private static final String CHUNKED = HOST + "Transfer-Encoding: chunked\r\n\r\n";

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void shapeIsAViolation(String name, String request) {
        for (int split : new int[] {request.length(), 1, request.length() / 2}) {
            try (Wire wire = Wire.server()) {
                for (int from = 0; from < request.length(); from += split) {
                    wire.in(request.substring(from, Math.min(request.length(), from + split)));
                }
                String fired = wire.fired();
                assertThat(fired).as("split at " + split).containsOnlyOnce("violation");
                assertThat(fired).doesNotContain("end\n");
            }
        }
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                shape(
                        "CL.TE",
                        HOST + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG"),
                shape(
                        "TE.CL",
                        HOST
                                + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n1\r\nA\r\n0\r\n\r\n"),
                shape(
                        "TE.TE",
                        HOST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n"),
                shape(
                        "TE.TE twice chunked",
                        HOST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"),
                shape("coding list", HOST + "Transfer-Encoding: gzip, chunked\r\n\r\n"),
                shape("coding not final", HOST + "Transfer-Encoding: chunked, identity\r\n\r\n"),
                shape("unknown coding", HOST + "Transfer-Encoding: xchunked\r\n\r\n"),
                shape("quoted coding", HOST + "Transfer-Encoding: \"chunked\"\r\n\r\n"),
                shape("empty coding", HOST + "Transfer-Encoding:\r\n\r\n"),
                shape(
                        "coding with vertical tab",
                        HOST + "Transfer-Encoding: \u000bchunked\r\n\r\n"),
                shape(
                        "coding in HTTP/1.0",
                        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                shape(
                        "duplicate length",
                        HOST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
                shape(
                        "same length twice",
                        HOST + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na"),
                shape("listed length", HOST + "Content-Length: 1, 1\r\n\r\na"),
                shape("signed length", HOST + "Content-Length: +1\r\n\r\na"),
                shape("negative length", HOST + "Content-Length: -1\r\n\r\na"),
                shape("hexadecimal length", HOST + "Content-Length: 0x1\r\n\r\na"),
                shape("hexadecimal digit length", HOST + "Content-Length: a\r\n\r\na"),
                shape("empty length", HOST + "Content-Length: \r\n\r\na"),
                shape("overflowing length", HOST + "Content-Length: 18446744073709551617\r\n\r\na"),
                shape("length with blank inside", HOST + "Content-Length: 1 1\r\n\r\na"),
                shape("folded line", HOST + "A: b\r\n c\r\n\r\n"),
                shape("folded with tab", HOST + "A: b\r\n\tc\r\n\r\n"),
                shape("folded first field", LINE + " Host: h\r\n\r\n"),
                shape("folded coding", HOST + "Transfer-Encoding:\r\n chunked\r\n\r\n"),
                shape("bare CR in value", HOST + "A: b\rc\r\n\r\n"),
                shape("bare LF", "POST / HTTP/1.1\nHost: h\n\n"),
                shape("bare LF behind a field", HOST + "A: b\nC: d\r\n\r\n"),
                shape("bare LF as the empty line", HOST + "\n"),
                shape("CR at the end instead of CRLF", HOST + "\rX\r\n\r\n"),
                shape("CR CR LF", HOST + "A: b\r\r\n\r\n"),
                shape("blank before colon", LINE + "Host : h\r\n\r\n"),
                shape("tab before colon", LINE + "Host\t: h\r\n\r\n"),
                shape("no colon", HOST + "Abc\r\n\r\n"),
                shape("no name", HOST + ": b\r\n\r\n"),
                shape("NUL in value", HOST + "A: b\0c\r\n\r\n"),
                shape("NUL in name", HOST + "A\0: b\r\n\r\n"),
                shape("NUL in target", "POST /\0 HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("NUL first", "\0" + HOST + "\r\n"),
                shape("DEL in value", HOST + "A: b\u007fc\r\n\r\n"),
                shape("no Host", LINE + "\r\n"),
                shape("two Hosts", HOST + "Host: h\r\n\r\n"),
                shape("two Hosts, differing", HOST + "host: i\r\n\r\n"),
                shape("Host with a path", LINE + "Host: h/x\r\n\r\n"),
                shape("Host with user", LINE + "Host: a@h\r\n\r\n"),
                shape("Host list", LINE + "Host: a b\r\n\r\n"),
                shape("absolute form, other Host", "GET http://a/ HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("absolute form with user", "GET http://a@h/ HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("absolute form, no authority", "GET http:///x HTTP/1.1\r\nHost: \r\n\r\n"),
                shape("other scheme", "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("authority form", "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n"),
                shape("asterisk with GET", "GET * HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("relative target", "GET x HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("fragment", "GET /#a HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("bytes above ASCII in target", "GET /\u00e4 HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("backslash in target", "GET /\\..\\x HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("two blanks", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("tab in first line", "GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("blank behind version", "GET / HTTP/1.1 \r\nHost: h\r\n\r\n"),
                shape("blank in target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("method with a colon", "GE:T / HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("long method", "A".repeat(40) + " / HTTP/1.1\r\nHost: h\r\n\r\n"),
                shape("HTTP/0.9", "GET /\r\n\r\n"),
                shape("HTTP/1.9", "GET / HTTP/1.9\r\nHost: h\r\n\r\n"),
                shape("HTTP/2.0", "GET / HTTP/2.0\r\nHost: h\r\n\r\n"),
                shape("HTTP/1.10", "GET / HTTP/1.10\r\nHost: h\r\n\r\n"),
                shape("lower-case protocol", "GET / http/1.1\r\nHost: h\r\n\r\n"),
                shape("two empty lines first", "\r\n\r\n" + HOST + "\r\n"),
                shape("chunk extension with control", CHUNKED + "1;a=\u0001\r\nx\r\n0\r\n\r\n"),
                shape("chunk extension with LF", CHUNKED + "1;a\nx\r\n0\r\n\r\n"),
                shape("chunk extension with bare CR", CHUNKED + "1;a\rb\r\nx\r\n0\r\n\r\n"),
                shape(
                        "long chunk extension",
                        CHUNKED + "1;" + "a".repeat(300) + "\r\nx\r\n0\r\n\r\n"),
                shape("signed chunk size", CHUNKED + "+1\r\nx\r\n0\r\n\r\n"),
                shape("negative chunk size", CHUNKED + "-1\r\nx\r\n0\r\n\r\n"),
                shape("0x chunk size", CHUNKED + "0x1\r\nx\r\n0\r\n\r\n"),
                shape("blank before chunk size", CHUNKED + " 1\r\nx\r\n0\r\n\r\n"),
                shape("blank behind chunk size", CHUNKED + "1 \r\nx\r\n0\r\n\r\n"),
                shape("overflowing chunk size", CHUNKED + "10000000000000001\r\nx\r\n0\r\n\r\n"),
                shape("zeroes before chunk size", CHUNKED + "0000000000000001\r\nx\r\n0\r\n\r\n"),
                shape("empty chunk size", CHUNKED + "\r\nx\r\n0\r\n\r\n"),
                shape("chunk longer than its size", CHUNKED + "1\r\nxy\r\n0\r\n\r\n"),
                shape("chunk ended by LF", CHUNKED + "1\r\nx\n0\r\n\r\n"),
                shape("chunk size ended by LF", CHUNKED + "1\nx\r\n0\r\n\r\n"),
                shape("chunk size ended by CR", CHUNKED + "1\rx\r\n0\r\n\r\n"),
                shape("length as trailer", CHUNKED + "0\r\nContent-Length: 3\r\n\r\n"),
                shape("folded trailer", CHUNKED + "0\r\nA: b\r\n c\r\n\r\n"),
                shape("trailer with control", CHUNKED + "0\r\nA: \u0002\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooLarge")
    void tooLargeIsAViolationOfItsKind(String name, String request, Violation.Kind kind) {
        for (int split : new int[] {request.length(), 100}) {
            try (Wire wire = Wire.server()) {
                for (int from = 0; from < request.length(); from += split) {
                    wire.in(request.substring(from, Math.min(request.length(), from + split)));
                }
                assertThat(wire.fired()).startsWith("violation " + kind);
            }
        }
    }

    static Stream<Arguments> tooLarge() {
        String large = "x".repeat(70_000);
        return Stream.of(
                Arguments.of(
                        "target",
                        "GET /" + large + " HTTP/1.1\r\nHost: h\r\n\r\n",
                        Violation.Kind.TARGET_TOO_LONG),
                Arguments.of("endless target", "GET /" + large, Violation.Kind.TARGET_TOO_LONG),
                Arguments.of(
                        "value", HOST + "A: " + large + "\r\n\r\n", Violation.Kind.HEAD_TOO_LARGE),
                Arguments.of("endless value", HOST + "A: " + large, Violation.Kind.HEAD_TOO_LARGE),
                Arguments.of(
                        "many fields",
                        HOST + "A: b\r\n".repeat(300) + "\r\n",
                        Violation.Kind.HEAD_TOO_LARGE));
    }

    private static Arguments shape(String name, String request) {
        return Arguments.of(name, request);
    }
}
