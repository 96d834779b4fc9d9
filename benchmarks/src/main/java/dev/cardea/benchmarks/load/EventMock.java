package dev.cardea.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/// An upstream that streams: a process of its own, on the load's core. The path tells how many events
/// and the pause between them in milliseconds: `/100/10/v1/chat/completions`, or
/// `/100/10/v1/messages` for the events of Anthropic. `GET /open` tells how
/// many streams are open, and `/sent` how many events were sent. Each event is written by itself.
public final class EventMock {
    private static final byte[] HEAD =
            ascii(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    private static final byte[] EVENT =
            chunk(
                    "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1763800000,\"model\":\"bench-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"token \"},\"finish_reason\":null}]}\n\n");
    private static final byte[] END =
            concat(
                    chunk(
                            "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1763800000,\"model\":\"bench-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":80,\"completion_tokens\":100,\"total_tokens\":180}}\n\n"),
                    concat(chunk("data: [DONE]\n\n"), ascii("0\r\n\r\n")));

    private static final byte[] ANTHROPIC_BEGIN =
            concat(
                    event(
                            "message_start",
                            "\"message\":{\"id\":\"msg_bench\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"bench-1\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":80,\"output_tokens\":1}}"),
                    event(
                            "content_block_start",
                            "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"));
    private static final byte[] ANTHROPIC_EVENT =
            event(
                    "content_block_delta",
                    "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"token \"}");
    private static final byte[] ANTHROPIC_END =
            concat(
                    concat(
                            event("content_block_stop", "\"index\":0"),
                            event(
                                    "message_delta",
                                    "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":100}")),
                    concat(event("message_stop", ""), ascii("0\r\n\r\n")));

    private final LongAdder open = new LongAdder();
    private final LongAdder sent = new LongAdder();

    private EventMock() {}

    /// @param arguments the port to listen on
    public static void main(String[] arguments) throws IOException {
        var mock = new EventMock();
        try (var server = new ServerSocket()) {
            server.bind(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
                    8_192);
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> mock.serve(client));
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            var in = new BufferedInputStream(client.getInputStream(), 2_048);
            OutputStream out = client.getOutputStream();
            for (String request = line(in); !request.isEmpty(); request = line(in)) {
                int length = 0;
                for (String field = line(in); !field.isEmpty(); field = line(in)) {
                    String lower = field.toLowerCase(Locale.ROOT);
                    if (lower.startsWith("content-length:")) {
                        length = Integer.parseInt(lower.substring(15).strip());
                    }
                }
                in.skipNBytes(length);
                answer(request.split(" ")[1], out);
            }
        } catch (IOException | InterruptedException e) {
            // The client is gone, which ends its stream.
        }
    }

    private void answer(String path, OutputStream out) throws IOException, InterruptedException {
        if (path.equals("/open") || path.equals("/sent")) {
            String count = Long.toString(path.equals("/open") ? open.sum() : sent.sum());
            out.write(
                    ascii(
                            "HTTP/1.1 200 OK\r\nContent-Length: "
                                    + count.length()
                                    + "\r\n\r\n"
                                    + count));
            return;
        }
        String[] parts = path.split("/");
        int events = Integer.parseInt(parts[1]);
        long pause = Long.parseLong(parts[2]);
        boolean anthropic = path.endsWith("/messages");
        open.increment();
        try {
            out.write(anthropic ? concat(HEAD, ANTHROPIC_BEGIN) : HEAD);
            for (int i = 0; i < events; i++) {
                out.write(anthropic ? ANTHROPIC_EVENT : EVENT);
                sent.increment();
                Thread.sleep(pause);
            }
            out.write(anthropic ? ANTHROPIC_END : END);
        } finally {
            open.decrement();
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder(64);
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    private static byte[] event(String type, String members) {
        String more = members.isEmpty() ? "" : "," + members;
        return chunk("event: %s\ndata: {\"type\":\"%1$s\"%s}\n\n".formatted(type, more));
    }

    private static byte[] chunk(String content) {
        return ascii(Integer.toHexString(content.length()) + "\r\n" + content + "\r\n");
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
