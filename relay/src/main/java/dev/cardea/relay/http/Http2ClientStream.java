package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// The client's side of one HTTP/2 stream: the same messages as [Http1ClientCodec] fires and takes,
/// for one request.
final class Http2ClientStream extends ChannelDuplexHandler implements ClientCodec {
    private final Http2Connection connection;
    private final Http2StreamChannel stream;
    private final Http2StreamWriter writer = new Http2StreamWriter();
    private @Nullable ResponseHead response;
    private long left;
    private boolean bodyless;
    private boolean over;
    private boolean refused;

    Http2ClientStream(Http2Connection connection, Http2StreamChannel stream) {
        this.connection = connection;
        this.stream = stream;
    }

    @Override
    public boolean reusable() {
        return false;
    }

    /// Said by `REFUSED_STREAM`, or by a `GOAWAY` that ends before this stream; one that got no number
    /// was never sent.
    @Override
    public boolean unprocessed() {
        int id = stream.stream().id();
        return refused
                || id <= 0
                || (connection.goAwayReceived() && id > connection.local().lastStreamKnownByPeer());
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        switch (message) {
            case ByteBuf data -> writer.data(ctx, data, promise);
            case RequestHead head -> writeHead(head, promise);
            case LastPart last -> writer.last(ctx, last, promise);
            default -> ctx.write(message, promise);
        }
    }

    private void writeHead(RequestHead head, ChannelPromise promise) {
        Http2Headers headers = Http2Fields.write(head.fields());
        headers.method(head.method()).path(head.target()).scheme("https");
        String host = head.fields().first(Known.HOST);
        if (host != null) {
            headers.authority(host);
        }
        if (head.length() > 0) {
            headers.setLong("content-length", head.length());
        }
        bodyless = head.method().equals("HEAD");
        writer.head(headers, false, promise);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        writer.flushWaiting(ctx, false);
        ctx.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case Http2HeadersFrame frame when response == null -> head(ctx, frame);
            case Http2HeadersFrame frame -> trailers(ctx, frame);
            case Http2DataFrame frame -> data(ctx, frame);
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void head(ChannelHandlerContext ctx, Http2HeadersFrame frame) {
        Fields fields = new Fields();
        CharSequence text = frame.headers().status();
        int status = text != null && text.length() == 3 ? status(text) : -1;
        if (status < 100
                || status > 599
                || status == 101
                || Http2Fields.read(frame.headers(), fields, null) != null) {
            violated(ctx, "a status between 100 and 599 and readable fields were expected");
            return;
        }
        if (status < 200) {
            ctx.fireChannelRead(head(status, fields, 0));
            return;
        }
        long length = Http2Fields.length(fields);
        bodyless |= status == 204 || status == 304;
        if (length < RequestHead.UNKNOWN || (frame.isEndStream() && length > 0 && !bodyless)) {
            violated(ctx, "a content-length that doesn't fit the body");
            return;
        }
        left = length;
        long announced = frame.isEndStream() && !bodyless ? 0 : length;
        ResponseHead head = head(status, fields, announced);
        response = head;
        ctx.fireChannelRead(head);
        if (frame.isEndStream()) {
            end(ctx, LastPart.END);
        }
    }

    private static ResponseHead head(int status, Fields fields, long length) {
        return new ResponseHead(status, HttpVersion.HTTP_2, fields, length, true);
    }

    private static int status(CharSequence text) {
        int status = 0;
        for (int i = 0; i < 3; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            status = status * 10 + digit;
        }
        return status;
    }

    private void trailers(ChannelHandlerContext ctx, Http2HeadersFrame frame) {
        Fields trailers = new Fields();
        if (!frame.isEndStream()
                || left > 0
                || Http2Fields.read(frame.headers(), trailers, null) != null
                || TrailerParser.forbidden(trailers)) {
            violated(ctx, "trailers that can't be read");
            return;
        }
        end(ctx, LastPart.of(trailers));
    }

    private void data(ChannelHandlerContext ctx, Http2DataFrame frame) {
        int length = frame.content().readableBytes();
        boolean last = frame.isEndStream();
        if (over || response == null || bodyless) {
            frame.release();
            if (!over && (response == null || length > 0)) {
                violated(ctx, "a body where none belongs");
            } else if (last && !over) {
                end(ctx, LastPart.END);
            }
            return;
        }
        if (left >= 0) {
            left -= length;
            if (left < 0 || (last && left > 0)) {
                frame.release();
                violated(ctx, "a body that doesn't fit its content-length");
                return;
            }
        }
        if (length > 0) {
            ctx.fireChannelRead(frame.content());
        } else {
            frame.release();
        }
        if (last) {
            end(ctx, LastPart.END);
        }
    }

    private void end(ChannelHandlerContext ctx, LastPart last) {
        if (!over) {
            over = true;
            ctx.fireChannelRead(last);
        }
    }

    private void violated(ChannelHandlerContext ctx, String detail) {
        if (!over) {
            over = true;
            ctx.fireChannelRead(
                    new Violation(Violation.Kind.MALFORMED, detail, Known.OTHER, 0, null));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame reset && !over) {
            refused = reset.errorCode() == Http2Error.REFUSED_STREAM.code();
            over = true;
            ctx.close();
        }
        ctx.fireUserEventTriggered(event);
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
}
