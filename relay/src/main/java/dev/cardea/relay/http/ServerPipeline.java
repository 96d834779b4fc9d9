package dev.cardea.relay.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes an accepted connection speak HTTP: HTTP/1.1 and HTTP/2, in the clear or over TLS.
///
/// Whichever it is, the handler of an exchange sees the messages of this package: on the connection's
/// own channel in HTTP/1, in HTTP/2 on a channel of each stream.
public final class ServerPipeline extends ChannelInitializer<Channel> {
    private final HttpLimits limits;
    private final Function<Channel, Ticks> ticks;
    private final @Nullable ServerTls tls;
    private final Function<Channel, ChannelHandler> exchanges;

    private ServerPipeline(
            HttpLimits limits,
            Function<Channel, Ticks> ticks,
            @Nullable ServerTls tls,
            Function<Channel, ChannelHandler> exchanges) {
        this.limits = limits;
        this.ticks = ticks;
        this.tls = tls;
        this.exchanges = exchanges;
    }

    /// Without TLS; HTTP/2 is recognised by its first bytes.
    ///
    /// @param ticks of a channel's event loop
    /// @param exchanges makes the handler of one connection or stream; it may be made for a connection
    ///     that turns out to speak HTTP/2, and then sees it end before any request
    public static ServerPipeline plain(
            HttpLimits limits,
            Function<Channel, Ticks> ticks,
            Function<Channel, ChannelHandler> exchanges) {
        return new ServerPipeline(limits, ticks, null, exchanges);
    }

    /// Over TLS; the client chooses HTTP/2 by ALPN.
    ///
    /// @param ticks of a channel's event loop
    /// @param exchanges makes the handler of one connection or stream, once the handshake is over
    public static ServerPipeline tls(
            HttpLimits limits,
            Function<Channel, Ticks> ticks,
            ServerTls tls,
            Function<Channel, ChannelHandler> exchanges) {
        return new ServerPipeline(limits, ticks, tls, exchanges);
    }

    @Override
    protected void initChannel(Channel channel) {
        ServerTls certificate = tls;
        if (certificate == null) {
            Ticks ofLoop = ticks.apply(channel);
            Http1ServerCodec codec = new Http1ServerCodec(limits, ofLoop);
            ChannelHandler exchange = exchanges.apply(channel);
            channel.pipeline()
                    .addLast(
                            new PrefaceDetector(limits, ofLoop, exchanges, codec, exchange),
                            codec,
                            exchange);
            return;
        }
        channel.pipeline().addLast(certificate.newHandler(channel.alloc()), new Negotiated());
    }

    /// Sees to what the handshake agreed on.
    private final class Negotiated extends ApplicationProtocolNegotiationHandler {
        Negotiated() {
            super(ApplicationProtocolNames.HTTP_1_1);
        }

        /// Whoever comes behind hears of the connection when it can be used.
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (!ctx.channel().config().isAutoRead()) {
                ctx.read();
            }
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
            ChannelPipeline pipeline = ctx.pipeline();
            Ticks ofLoop = ticks.apply(ctx.channel());
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                Http2Server.install(pipeline, limits, ofLoop, exchanges);
            } else {
                pipeline.addLast(
                        new Http1ServerCodec(limits, ofLoop), exchanges.apply(ctx.channel()));
            }
            ctx.fireChannelActive();
        }

        /// A handshake that fails is the peer's affair: scanners do nothing else.
        @Override
        protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
