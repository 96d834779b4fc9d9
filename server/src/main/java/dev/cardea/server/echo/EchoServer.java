package dev.cardea.server.echo;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;

/// An upstream in this process, on a loopback port of its own, that speaks OpenAI chat completions
/// (`/v1/chat/completions`) and legacy ones (`/v1/completions`). Callers of other formats reach it by translation, as any provider.
public final class EchoServer implements AutoCloseable {
    private static final int LARGEST_BODY = 64 << 20;

    private final EventLoopGroup loop;
    private final Channel listener;

    private EchoServer(EventLoopGroup loop, Channel listener) {
        this.loop = loop;
        this.listener = listener;
    }

    /// Starts on a free loopback port.
    public static EchoServer start() {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel listener =
                new ServerBootstrap()
                        .group(loop)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(
                                                        new HttpServerCodec(),
                                                        new HttpObjectAggregator(LARGEST_BODY),
                                                        new Handler());
                                    }
                                })
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .syncUninterruptibly()
                        .channel();
        return new EchoServer(loop, listener);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            boolean keepAlive = HttpUtil.isKeepAlive(request);
            try {
                EchoReply reply = EchoReply.to(ByteBufUtil.getBytes(request.content()));
                switch (request.uri()) {
                    case "/v1/chat/completions" ->
                            answer(context, keepAlive, reply, reply.openAi(), reply.openAiEvents());
                    case "/v1/completions" ->
                            answer(
                                    context,
                                    keepAlive,
                                    reply,
                                    reply.completion(),
                                    reply.completionEvents());
                    default ->
                            fail(
                                    context,
                                    HttpResponseStatus.NOT_FOUND,
                                    "echo knows chat and completions only");
                }
            } catch (JacksonException _) {
                fail(context, HttpResponseStatus.BAD_REQUEST, "the body is not JSON");
            }
        }

        private static void answer(
                ChannelHandlerContext context,
                boolean keepAlive,
                EchoReply reply,
                byte[] whole,
                List<String> events) {
            if (!reply.stream()) {
                send(context, HttpResponseStatus.OK, whole, keepAlive);
                return;
            }
            HttpResponse head =
                    new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
            HttpUtil.setTransferEncodingChunked(head, true);
            context.write(head);
            for (String event : events) {
                context.write(
                        new DefaultHttpContent(
                                Unpooled.copiedBuffer(event, StandardCharsets.UTF_8)));
            }
            var last = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            if (!keepAlive) {
                last.addListener(ChannelFutureListener.CLOSE);
            }
        }

        private static void fail(
                ChannelHandlerContext context, HttpResponseStatus status, String message) {
            String body =
                    "{\"error\":{\"message\":\"%s\",\"type\":\"invalid_request_error\",\"code\":null}}"
                            .formatted(message);
            send(context, status, body.getBytes(StandardCharsets.UTF_8), false);
        }

        private static void send(
                ChannelHandlerContext context,
                HttpResponseStatus status,
                byte[] body,
                boolean keepAlive) {
            var answer =
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
            answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            HttpUtil.setContentLength(answer, body.length);
            if (!keepAlive) {
                answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
            var sent = context.writeAndFlush(answer);
            if (!keepAlive) {
                sent.addListener(ChannelFutureListener.CLOSE);
            }
        }
    }
}
