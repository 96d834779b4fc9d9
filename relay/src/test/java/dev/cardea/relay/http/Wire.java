package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A codec on a channel in memory: bytes in, a transcript of the messages out.
final class Wire implements AutoCloseable {
    final EmbeddedChannel channel;

    private Wire(ChannelHandler codec) {
        channel = new EmbeddedChannel(codec);
    }

    static Wire server() {
        return server(HttpLimits.STANDARD);
    }

    static Wire server(HttpLimits limits) {
        return server(limits, new Ticks());
    }

    /// A server's, with the deadlines of its event loop.
    static Wire server(HttpLimits limits, Ticks ticks) {
        return new Wire(new Http1ServerCodec(limits, ticks));
    }

    static Wire client() {
        return new Wire(new Http1ClientCodec(HttpLimits.STANDARD));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(ByteBuf buffer) {
        String text = buffer.toString(StandardCharsets.ISO_8859_1);
        buffer.release();
        return text;
    }

    /// Sends text to the codec.
    Wire in(String text) {
        return in(bytes(text));
    }

    Wire in(byte[] bytes) {
        if (bytes.length > 0) {
            channel.writeInbound(channel.alloc().directBuffer(bytes.length).writeBytes(bytes));
        }
        return this;
    }

    /// Writes messages through the codec and flushes.
    Wire out(Object... messages) {
        for (Object message : messages) {
            Object written =
                    message instanceof String text ? Unpooled.copiedBuffer(bytes(text)) : message;
            channel.write(written, channel.voidPromise());
        }
        channel.flush();
        channel.runPendingTasks();
        return this;
    }

    /// The buffers that the codec sent since the last call.
    List<String> sentBuffers() {
        List<String> all = new ArrayList<>();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.add(text(part));
        }
        return all;
    }

    /// What the codec sent since the last call.
    String sent() {
        return String.join("", sentBuffers());
    }

    @Nullable Object next() {
        return channel.readInbound();
    }

    /// The messages fired since the last call, in words; neighbouring pieces of a body joined.
    String fired() {
        StringBuilder all = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (Object message = next(); message != null; message = next()) {
            if (message instanceof ByteBuf data) {
                body.append(text(data));
                continue;
            }
            flush(body, all);
            all.append(describe(message)).append('\n');
        }
        flush(body, all);
        return all.toString();
    }

    private static void flush(StringBuilder body, StringBuilder all) {
        if (!body.isEmpty()) {
            all.append("body ").append(body).append('\n');
            body.setLength(0);
        }
    }

    private static String describe(Object message) {
        return switch (message) {
            case RequestHead head ->
                    head.method()
                            + " "
                            + head.target()
                            + " "
                            + head.version().text()
                            + " "
                            + describe(head.fields())
                            + " length "
                            + head.length()
                            + (head.keepAlive() ? "" : " close");
            case ResponseHead head ->
                    head.status()
                            + " "
                            + describe(head.fields())
                            + " length "
                            + head.length()
                            + (head.keepAlive() ? "" : " close");
            case LastPart last ->
                    last.trailers().size() == 0 ? "end" : "end " + describe(last.trailers());
            case Violation violation -> "violation " + violation.kind() + " " + violation.detail();
            default -> throw new IllegalStateException("fired " + message);
        };
    }

    static String describe(Fields fields) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            all.add(fields.name(i) + "=" + fields.value(i));
        }
        return all.toString();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
