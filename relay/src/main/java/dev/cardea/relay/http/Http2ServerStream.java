package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The server's side of one HTTP/2 stream: the same messages as [Http1ServerCodec] fires and takes.
///
/// A request that RFC 9113 calls malformed is a stream error; the exchange's handler doesn't see it.
final class Http2ServerStream extends ChannelDuplexHandler {
    private final HttpLimits limits;
    private final Http2StreamWriter writer = new Http2StreamWriter();
    private @Nullable RequestHead request;
    private boolean requestComplete;
    private boolean responseComplete;
    private boolean closing;

    Http2ServerStream(HttpLimits limits) {
        this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case Http2HeadersFrame frame when request == null -> head(ctx, frame);
            case Http2HeadersFrame frame -> trailers(ctx, frame);
            case Http2DataFrame frame -> data(ctx, frame);
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void head(ChannelHandlerContext ctx, Http2HeadersFrame frame) {
        Http2Headers headers = frame.headers();
        String method = text(headers.method());
        String target = text(headers.path());
        String authority = text(headers.authority());
        requestComplete = frame.isEndStream();
        if (!token(method)
                || !target(method, target)
                || text(headers.scheme()).isEmpty()
                || headers.contains(Http2Headers.PseudoHeaderName.STATUS.value())
                || !authority(authority)) {
            malformed(ctx);
            return;
        }
        Fields fields = new Fields();
        if (!authority.isEmpty()) {
            fields.add(Known.HOST, authority);
        }
        RequestHead partial = head(method, target, fields, 0);
        if (target.length() > limits.targetBytes()) {
            violated(
                    ctx,
                    new Violation(
                            Violation.Kind.TARGET_TOO_LONG,
                            "the request target is longer than " + limits.targetBytes() + " bytes",
                            Known.OTHER,
                            0,
                            null));
            return;
        }
        Violation violation = Http2Fields.read(headers, fields, partial);
        if (violation == null && fields.size() > limits.fields()) {
            violation =
                    new Violation(
                            Violation.Kind.HEAD_TOO_LARGE,
                            "more than " + limits.fields() + " header fields",
                            Known.OTHER,
                            0,
                            partial);
        }
        if (violation != null) {
            violated(ctx, violation);
            return;
        }
        long length = Http2Fields.length(fields);
        if (length < RequestHead.UNKNOWN
                || (requestComplete && length > 0)
                || Http2Fields.framed(fields)
                || !oneHost(fields)) {
            malformed(ctx);
            return;
        }
        RequestHead head = head(method, target, fields, requestComplete ? 0 : length);
        request = head;
        ctx.fireChannelRead(head);
        if (requestComplete && !responseComplete) {
            ctx.fireChannelRead(LastPart.END);
        }
    }

    private static RequestHead head(String method, String target, Fields fields, long length) {
        int expect = fields.find(Known.EXPECT);
        boolean expects = expect >= 0 && length != 0 && fields.valueIs(expect, "100-continue");
        return new RequestHead(method, target, HttpVersion.HTTP_2, fields, length, true, expects);
    }

    private void trailers(ChannelHandlerContext ctx, Http2HeadersFrame frame) {
        Fields trailers = new Fields();
        if (!frame.isEndStream()
                || Http2Fields.read(frame.headers(), trailers, null) != null
                || TrailerParser.forbidden(trailers)) {
            malformed(ctx);
            return;
        }
        requestComplete = true;
        if (!responseComplete) {
            ctx.fireChannelRead(LastPart.of(trailers));
        }
    }

    private void data(ChannelHandlerContext ctx, Http2DataFrame frame) {
        requestComplete = frame.isEndStream();
        if (request == null || responseComplete) {
            frame.release();
            return;
        }
        if (frame.content().isReadable()) {
            ctx.fireChannelRead(frame.content());
        } else {
            frame.release();
        }
        if (requestComplete && !responseComplete) {
            ctx.fireChannelRead(LastPart.END);
        }
    }

    private void violated(ChannelHandlerContext ctx, Violation violation) {
        request = violation.partial();
        responseComplete = false;
        ctx.fireChannelRead(violation);
    }

    private void malformed(ChannelHandlerContext ctx) {
        responseComplete = true;
        ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        boolean reset = event instanceof Http2ResetFrame;
        ctx.fireUserEventTriggered(event);
        if (reset) {
            ctx.close();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        switch (message) {
            case ByteBuf data -> writer.data(ctx, data, promise);
            case ResponseHead head -> writeHead(ctx, head, promise);
            case LastPart last -> {
                responseComplete = true;
                writer.last(ctx, last, promise);
                over(ctx);
            }
            default -> ctx.write(message, promise);
        }
    }

    private void writeHead(ChannelHandlerContext ctx, ResponseHead head, ChannelPromise promise) {
        Http2Headers headers = Http2Fields.write(head.fields());
        headers.status(Integer.toString(head.status()));
        if (head.informational()) {
            writer.flushWaiting(ctx, false);
            writer.head(headers, false, promise);
            writer.flushWaiting(ctx, false);
            return;
        }
        boolean toHead = request != null && request.method().equals("HEAD");
        if (head.length() >= 0 && head.status() != 204) {
            headers.setLong("content-length", head.length());
        }
        closing = !head.keepAlive();
        writer.head(headers, toHead || head.status() == 204 || head.status() == 304, promise);
    }

    /// Ends what is left of the exchange, and the connection if the response said so.
    private void over(ChannelHandlerContext ctx) {
        if (!requestComplete) {
            ctx.write(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
        }
        Channel connection = ctx.channel().parent();
        if (closing && connection != null) {
            // Sends GOAWAY, and closes when the streams that are open have ended.
            connection.close();
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        writer.flushWaiting(ctx, false);
        ctx.flush();
    }

    /// An error of the protocol resets the stream, with its code; behind that it ends.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof Http2Exception)) {
            ctx.fireExceptionCaught(cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        writer.release();
        ctx.fireChannelInactive();
    }

    private static String text(@Nullable CharSequence value) {
        return value == null ? "" : value.toString();
    }

    private static boolean token(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f || !Octets.token((byte) text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean target(String method, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f || !Octets.target((byte) text.charAt(i))) {
                return false;
            }
        }
        return text.startsWith("/") || (text.equals("*") && method.equals("OPTIONS"));
    }

    private static boolean authority(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return Authority.valid(bytes, 0, bytes.length);
    }

    /// Whether `Host` says nothing else than `:authority`.
    private static boolean oneHost(Fields fields) {
        int first = fields.find(Known.HOST);
        if (first < 0) {
            return false;
        }
        int second = fields.find(Known.HOST, first + 1);
        return second < 0
                || (fields.find(Known.HOST, second + 1) < 0
                        && Authority.same(
                                fields.bytes,
                                fields.valueStart(first),
                                fields.valueEnd(first),
                                fields.valueStart(second),
                                fields.valueEnd(second)));
    }
}
