package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds out by the first bytes whether a client speaks HTTP/2 without having asked (RFC 9113, section
/// 3.3), and takes itself away. No HTTP/1 request begins like that: its method would be `PRI`.
final class PrefaceDetector extends ChannelInboundHandlerAdapter {
    private static final byte[] PREFACE = MessageWriter.bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    private final HttpLimits limits;
    private final Ticks ticks;
    private final Function<Channel, ChannelHandler> exchanges;
    private final Http1ServerCodec codec;
    private final ChannelHandler exchange;
    private @Nullable ByteBuf begun;

    /// @param codec the handler that goes when it is HTTP/2
    /// @param exchange the handler behind it, which sees its connection end then
    PrefaceDetector(
            HttpLimits limits,
            Ticks ticks,
            Function<Channel, ChannelHandler> exchanges,
            Http1ServerCodec codec,
            ChannelHandler exchange) {
        this.limits = limits;
        this.ticks = ticks;
        this.exchanges = exchanges;
        this.codec = codec;
        this.exchange = exchange;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf more)) {
            ctx.fireChannelRead(message);
            return;
        }
        ByteBuf before = begun;
        ByteBuf bytes = more;
        if (before != null) {
            bytes = before.writeBytes(more);
            begun = null;
            more.release();
        }
        int compared = Math.min(bytes.readableBytes(), PREFACE.length);
        for (int i = 0; i < compared; i++) {
            if (bytes.getByte(bytes.readerIndex() + i) != PREFACE[i]) {
                ctx.pipeline().remove(this);
                ctx.fireChannelRead(bytes);
                return;
            }
        }
        if (compared < PREFACE.length) {
            begun = before == null ? copy(ctx, bytes) : bytes;
            return;
        }
        becomeHttp2(ctx, bytes);
    }

    private static ByteBuf copy(ChannelHandlerContext ctx, ByteBuf bytes) {
        ByteBuf copy = ctx.alloc().buffer(PREFACE.length).writeBytes(bytes);
        bytes.release();
        return copy;
    }

    private void becomeHttp2(ChannelHandlerContext ctx, ByteBuf bytes) {
        ChannelHandlerContext codecContext = ctx.pipeline().context(codec);
        codecContext.fireChannelInactive();
        ctx.pipeline().remove(exchange);
        ctx.pipeline().remove(codec);
        Http2Server.install(ctx.pipeline(), limits, ticks, exchanges);
        ctx.fireChannelActive();
        ctx.pipeline().remove(this);
        ctx.fireChannelRead(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (begun != null && !ctx.channel().config().isAutoRead()) {
            ctx.read();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (begun != null) {
            begun.release();
            begun = null;
        }
    }
}
