package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/// Closing a connection whose peer may still be sending: the own side closes first, and what arrives
/// is thrown away for a while. Closed at once, the peer would see a reset before the answer.
final class Lingering {
    private static final long SECONDS = 2;
    private static final long MOST_BYTES = 1024 * 1024;

    private long thrownAway;

    void begin(ChannelHandlerContext ctx) {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (ctx.channel() instanceof DuplexChannel channel) {
            channel.shutdownOutput();
        } else {
            ctx.close();
            return;
        }
        ctx.channel().config().setAutoRead(true);
        var timeout = ctx.executor().schedule(() -> ctx.close(), SECONDS, TimeUnit.SECONDS);
        ctx.channel().closeFuture().addListener(_ -> timeout.cancel(false));
    }

    void count(ChannelHandlerContext ctx, ByteBuf data) {
        thrownAway += data.readableBytes();
        data.release();
        if (thrownAway > MOST_BYTES) {
            ctx.close();
        }
    }
}
