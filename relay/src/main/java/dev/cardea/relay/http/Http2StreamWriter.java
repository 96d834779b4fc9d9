package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.concurrent.PromiseNotifier;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// Writes the messages of one HTTP/2 stream as frames. The last piece before the flush waits, so that
/// it can carry the end of the stream.
final class Http2StreamWriter {
    private @Nullable Http2Headers head;
    private @Nullable ByteBuf data;
    private @Nullable ChannelPromise promised;
    private boolean bodyless;

    /// @param bodyless whether what is written of a body is thrown away
    void head(Http2Headers headers, boolean bodyless, ChannelPromise promise) {
        head = headers;
        this.bodyless = bodyless;
        promise(promise);
    }

    void data(ChannelHandlerContext ctx, ByteBuf piece, ChannelPromise promise) {
        if (bodyless || !piece.isReadable()) {
            piece.release();
            promise.trySuccess();
            return;
        }
        flushWaiting(ctx, false);
        data = piece;
        promise(promise);
    }

    void last(ChannelHandlerContext ctx, LastPart last, ChannelPromise promise) {
        if (last.trailers().size() > 0) {
            flushWaiting(ctx, false);
            head = Http2Fields.write(last.trailers());
        } else if (head == null && data == null) {
            data = ctx.alloc().buffer(0, 0);
        }
        promise(promise);
        flushWaiting(ctx, true);
    }

    void flushWaiting(ChannelHandlerContext ctx, boolean end) {
        ChannelPromise promise = promised == null ? ctx.newPromise() : promised;
        Http2Headers headers = head;
        ByteBuf piece = data;
        promised = null;
        head = null;
        data = null;
        if (headers != null) {
            ctx.write(new DefaultHttp2HeadersFrame(headers, end), promise);
        } else if (piece != null) {
            ctx.write(new DefaultHttp2DataFrame(piece, end), promise);
        } else {
            promise.trySuccess();
        }
    }

    void release() {
        head = null;
        if (data != null) {
            data.release();
            data = null;
        }
        if (promised != null) {
            promised.tryFailure(new ClosedChannelException());
            promised = null;
        }
    }

    private void promise(ChannelPromise promise) {
        ChannelPromise before = promised;
        if (promise.isVoid()) {
            return;
        }
        if (before != null) {
            promise.addListener(new PromiseNotifier<>(before));
        }
        promised = promise;
    }
}
