package dev.cardea.relay.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Ends an HTTP/2 connection that has had no stream for [HttpLimits#idleTimeout], pings or not, and
/// one whose frames can't be read.
final class Http2Watch extends ChannelInboundHandlerAdapter {
    private static final int CHECKS_PER_TIMEOUT = 4;

    private final Http2FrameCodec codec;
    private final HttpLimits limits;
    private @Nullable ScheduledFuture<?> scheduled;
    private int checksWithoutStream;
    private int newestStream;
    private boolean settled;

    Http2Watch(Http2FrameCodec codec, HttpLimits limits) {
        this.codec = codec;
        this.limits = limits;
    }

    /// Whether the peer has said by which settings it goes.
    boolean settled() {
        return settled;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        long interval = limits.idleTimeout().toNanos() / CHECKS_PER_TIMEOUT;
        scheduled =
                ctx.executor()
                        .scheduleWithFixedDelay(
                                () -> check(ctx), interval, interval, TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }

    private void check(ChannelHandlerContext ctx) {
        int newest = codec.connection().remote().lastStreamCreated();
        boolean idle = codec.connection().numActiveStreams() == 0 && newest == newestStream;
        newestStream = newest;
        checksWithoutStream = idle ? checksWithoutStream + 1 : 0;
        if (checksWithoutStream >= CHECKS_PER_TIMEOUT) {
            ctx.close();
        }
    }

    /// Frames of the connection as a whole, which the codec has dealt with already.
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        settled |= message instanceof Http2SettingsFrame;
        ReferenceCountUtil.release(message);
    }

    /// An error of the protocol is answered by the codec, with its code.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof Http2Exception)) {
            ctx.close();
        }
    }
}
