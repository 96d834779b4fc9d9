package dev.cardea.relay.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// Ends an HTTP/2 connection that has had no stream for [HttpLimits#idleTimeout], pings or not, and
/// one whose frames can't be read.
final class Http2Watch extends ChannelInboundHandlerAdapter implements Ticks.Ticked {
    private final Http2FrameCodec codec;
    private final Ticks ticks;
    private final long idleTimeout;
    private @Nullable ChannelHandlerContext ctx;
    private int newestStream = -1;
    private long since;
    private int slot = -1;
    private boolean settled;

    Http2Watch(Http2FrameCodec codec, HttpLimits limits, Ticks ticks) {
        this.codec = codec;
        this.ticks = ticks;
        idleTimeout = limits.idleTimeout().toNanos();
    }

    /// Whether the peer has said by which settings it goes.
    boolean settled() {
        return settled;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        ticks.add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        ticks.remove(this);
    }

    @Override
    public void tick(long now) {
        int newest = codec.connection().remote().lastStreamCreated();
        if (codec.connection().numActiveStreams() > 0 || newest != newestStream) {
            newestStream = newest;
            since = now;
        } else if (now - since >= idleTimeout) {
            close();
        }
    }

    @Override
    public void close() {
        ticks.remove(this);
        if (ctx != null) {
            ctx.close();
        }
    }

    @Override
    public int slot() {
        return slot;
    }

    @Override
    public void slot(int slot) {
        this.slot = slot;
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
