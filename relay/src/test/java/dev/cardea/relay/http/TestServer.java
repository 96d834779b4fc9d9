package dev.cardea.relay.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Listens on a free port of 127.0.0.1 and tells callers what they sent: the first line, then the
/// body. A path `/long` is answered with 300,000 bytes of unknown size, any violation with its status.
final class TestServer implements AutoCloseable {
    final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    final AtomicInteger open = new AtomicInteger();
    private final Channel listening;

    private TestServer(HttpLimits limits, @Nullable ServerTls tls) {
        Function<Channel, io.netty.channel.ChannelHandler> exchanges = _ -> new Teller();
        Ticks ticks = new Ticks();
        loops.next()
                .scheduleAtFixedRate(
                        () -> ticks.tick(System.nanoTime()),
                        Ticks.PERIOD_MILLIS,
                        Ticks.PERIOD_MILLIS,
                        TimeUnit.MILLISECONDS);
        listening =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                tls == null
                                        ? ServerPipeline.plain(limits, _ -> ticks, exchanges)
                                        : ServerPipeline.tls(limits, _ -> ticks, tls, exchanges))
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
    }

    static TestServer plain(HttpLimits limits) {
        return new TestServer(limits, null);
    }

    static TestServer tls(ServerTls tls) {
        return new TestServer(HttpLimits.STANDARD, tls);
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Teller extends ChannelInboundHandlerAdapter {
        private final StringBuilder body = new StringBuilder();
        private @Nullable RequestHead head;

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            open.incrementAndGet();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            open.decrementAndGet();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            switch (message) {
                case RequestHead request -> {
                    head = request;
                    body.setLength(0);
                    if (request.expectsContinue()) {
                        ctx.writeAndFlush(ResponseHead.CONTINUE);
                    }
                }
                case ByteBuf data -> {
                    body.append(data.toString(StandardCharsets.UTF_8));
                    data.release();
                }
                // Later, as a provider's answer comes.
                case LastPart last ->
                        ctx.executor().schedule(() -> answer(ctx, last), 2, TimeUnit.MILLISECONDS);
                case Violation violation -> {
                    ctx.write(ResponseHead.of(violation.kind().status(), new Fields(), 0));
                    ctx.writeAndFlush(LastPart.END);
                }
                default -> throw new IllegalStateException("unexpected " + message);
            }
        }

        private void answer(ChannelHandlerContext ctx, LastPart last) {
            RequestHead request = head;
            if (request == null) {
                throw new IllegalStateException("an end without a head");
            }
            Fields fields =
                    new Fields()
                            .add("Content-Type".toLowerCase(java.util.Locale.ROOT), "text/plain");
            if (request.path().equals("/long")) {
                ctx.write(ResponseHead.of(200, fields, ResponseHead.UNKNOWN));
                for (int i = 0; i < 30; i++) {
                    ctx.write(Unpooled.copiedBuffer("x".repeat(10_000), StandardCharsets.UTF_8));
                }
                ctx.writeAndFlush(LastPart.of(new Fields().add("x-sum", "300000")));
                return;
            }
            ByteBuf text =
                    Unpooled.copiedBuffer(
                            request + "\n" + body + Wire.describe(last.trailers()),
                            StandardCharsets.UTF_8);
            ctx.write(ResponseHead.of(200, fields, text.readableBytes()));
            ctx.write(text);
            ctx.writeAndFlush(LastPart.END);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
