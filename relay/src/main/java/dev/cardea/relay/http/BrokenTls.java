package dev.cardea.relay.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Closes a connection to a provider whose TLS fails, in the handshake or later. Whoever waits for the
/// handshake, or for an answer, hears of it as of any connection that ends.
public final class BrokenTls extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
