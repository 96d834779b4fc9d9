package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a codec made of some bytes: its complete messages in words, and why it stopped.
///
/// @param messages head, body and trailers of each complete message
/// @param stopped the words of the violation; null when there was none
record Transcript(List<String> messages, @Nullable String stopped) {

    static Transcript ofRequests(byte[] bytes, int... splits) {
        Recorder recorder = new Recorder();
        var channel =
                new EmbeddedChannel(
                        new Http1ServerCodec(HttpLimits.STANDARD, new Ticks()), recorder);
        feed(channel, bytes, splits);
        channel.finishAndReleaseAll();
        return recorder.transcript();
    }

    static Transcript ofResponse(byte[] bytes, int... splits) {
        Recorder recorder = new Recorder();
        var channel = new EmbeddedChannel(new Http1ClientCodec(HttpLimits.STANDARD), recorder);
        channel.writeOutbound(RequestHead.of("GET", "/", new Fields(), 0), LastPart.END);
        feed(channel, bytes, splits);
        channel.finishAndReleaseAll();
        return recorder.transcript();
    }

    static Transcript ofStockRequests(byte[] bytes) {
        return ofStock(new EmbeddedChannel(new HttpRequestDecoder()), bytes);
    }

    /// The stock codec's view of the first response; it doesn't know how many were asked for.
    static Transcript ofStockResponse(byte[] bytes) {
        Transcript all = ofStock(new EmbeddedChannel(new HttpResponseDecoder()), bytes);
        return all.messages.isEmpty()
                ? all
                : new Transcript(all.messages.subList(0, 1), all.stopped);
    }

    private static void feed(EmbeddedChannel channel, byte[] bytes, int... splits) {
        int from = 0;
        for (int split : splits) {
            feed(channel, bytes, from, split);
            from = split;
        }
        feed(channel, bytes, from, bytes.length);
    }

    private static void feed(EmbeddedChannel channel, byte[] bytes, int from, int to) {
        if (to > from && channel.isActive()) {
            channel.writeInbound(
                    channel.alloc().directBuffer(to - from).writeBytes(bytes, from, to - from));
        }
    }

    private static final class Recorder extends ChannelInboundHandlerAdapter {
        private final List<String> messages = new ArrayList<>();
        private final StringBuilder message = new StringBuilder();
        private boolean lasts;
        private @Nullable String stopped;

        Transcript transcript() {
            return new Transcript(messages, stopped);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object part) {
            switch (part) {
                case RequestHead head -> {
                    lasts = head.keepAlive();
                    message.append(head.method()).append(' ').append(head.target());
                    head(head.version(), head.fields());
                }
                case ResponseHead head -> {
                    if (!head.informational()) {
                        message.append(head.status());
                        // The stock codec takes the coding of a body that isn't there away.
                        long left = head.status() == 304 ? Known.TRANSFER_ENCODING.bit() : 0;
                        head(head.version(), new Fields().addAllBut(head.fields(), left));
                    }
                }
                case ByteBuf data -> message.append(Wire.text(data));
                case LastPart last -> {
                    message.append('\n').append(Wire.describe(last.trailers()));
                    messages.add(message.toString());
                    message.setLength(0);
                    if (ctx.channel().pipeline().get(Http1ServerCodec.class) != null) {
                        ctx.write(ResponseHead.of(200, new Fields(), 0));
                        ctx.writeAndFlush(LastPart.END);
                        stopped = lasts ? null : "the connection closes";
                    }
                }
                case Violation violation -> stopped = violation.detail();
                default -> throw new IllegalStateException("fired " + part);
            }
        }

        private void head(HttpVersion version, Fields fields) {
            message.append(' ').append(version.text()).append(Wire.describe(fields)).append('\n');
        }
    }

    private static Transcript ofStock(EmbeddedChannel channel, byte[] bytes) {
        feed(channel, bytes);
        channel.finish();
        List<String> messages = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        String stopped = null;
        boolean informational = false;
        for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
            if (part instanceof io.netty.handler.codec.http.HttpObject object
                    && object.decoderResult().isFailure()) {
                stopped = String.valueOf(object.decoderResult().cause());
            }
            if (stopped == null && part instanceof HttpMessage head) {
                informational = head instanceof HttpResponse r && r.status().code() < 200;
                message.append(firstLine(head)).append(describe(head.headers())).append('\n');
            }
            if (stopped == null && part instanceof HttpContent content) {
                message.append(content.content().toString(StandardCharsets.ISO_8859_1));
            }
            if (stopped == null && part instanceof LastHttpContent last) {
                message.append('\n').append(describe(last.trailingHeaders()));
                if (!informational) {
                    messages.add(message.toString());
                }
                message.setLength(0);
            }
            ReferenceCountUtil.release(part);
        }
        return new Transcript(messages, stopped);
    }

    private static String firstLine(HttpMessage head) {
        String line =
                head instanceof HttpRequest request
                        ? request.method() + " " + request.uri()
                        : String.valueOf(((HttpResponse) head).status().code());
        return line + " " + head.protocolVersion();
    }

    private static String describe(HttpHeaders headers) {
        List<String> all = new ArrayList<>();
        for (Map.Entry<String, String> field : headers) {
            all.add(field.getKey() + "=" + field.getValue());
        }
        return all.toString();
    }
}
