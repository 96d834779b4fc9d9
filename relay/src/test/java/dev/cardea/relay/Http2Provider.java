package dev.cardea.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cardea.relay.http.TestCertificate;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A provider that speaks HTTP/2 over TLS, and does with each request what a test tells it to.
final class Http2Provider implements AutoCloseable {
    /// What is done with a request.
    @FunctionalInterface
    interface Script {
        /// @param connection counted from 1
        void asked(int connection, Asked request);
    }

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Channel> connections = new CopyOnWriteArrayList<>();
    private final Channel listening;

    /// @param streams how many requests a connection takes at a time
    Http2Provider(TestCertificate certificate, int streams, Script script) throws Exception {
        SslContext tls =
                SslContextBuilder.forServer(
                                certificate.certificate().toFile(), certificate.key().toFile())
                        .applicationProtocolConfig(
                                new ApplicationProtocolConfig(
                                        ApplicationProtocolConfig.Protocol.ALPN,
                                        ApplicationProtocolConfig.SelectorFailureBehavior
                                                .NO_ADVERTISE,
                                        ApplicationProtocolConfig.SelectedListenerFailureBehavior
                                                .ACCEPT,
                                        "h2"))
                        .build();
        listening =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        begun(channel, tls, streams, script);
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .syncUninterruptibly()
                        .channel();
    }

    private void begun(Channel channel, SslContext tls, int streams, Script script) {
        connections.add(channel);
        int number = connections.size();
        Http2FrameCodec codec =
                Http2FrameCodecBuilder.forServer()
                        .initialSettings(
                                Http2Settings.defaultSettings().maxConcurrentStreams(streams))
                        .build();
        channel.pipeline()
                .addLast(
                        tls.newHandler(channel.alloc()),
                        codec,
                        new Http2MultiplexHandler(
                                new ChannelInitializer<Http2StreamChannel>() {
                                    @Override
                                    protected void initChannel(Http2StreamChannel stream) {
                                        stream.pipeline()
                                                .addLast(new Reader(codec, number, script));
                                    }
                                }));
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /// How many connections were made.
    int connections() {
        return connections.size();
    }

    /// How many of them are open.
    long open() {
        return connections.stream().filter(Channel::isActive).count();
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /// A request that came to its end, and what can be done with it.
    record Asked(ChannelHandlerContext stream, Http2FrameCodec codec) {
        void answer(String json) {
            stream.write(
                    new DefaultHttp2HeadersFrame(
                            new DefaultHttp2Headers()
                                    .status("200")
                                    .set("content-type", "application/json")));
            stream.writeAndFlush(
                    new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(json.getBytes(UTF_8)), true));
        }

        void answerAfter(long millis, String json) {
            stream.executor().schedule(() -> answer(json), millis, TimeUnit.MILLISECONDS);
        }

        void reset(Http2Error error) {
            stream.writeAndFlush(new DefaultHttp2ResetFrame(error));
        }

        /// Says goodbye: nothing above the stream `last` was begun with.
        void goAway(int last) {
            ChannelHandlerContext connection =
                    stream.channel().parent().pipeline().context(Http2FrameCodec.class);
            codec.encoder()
                    .frameWriter()
                    .writeGoAway(
                            connection,
                            last,
                            Http2Error.NO_ERROR.code(),
                            Unpooled.EMPTY_BUFFER,
                            connection.newPromise());
            connection.flush();
        }

        void disconnect() {
            stream.channel().parent().close();
        }
    }

    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final Http2FrameCodec codec;
        private final int connection;
        private final Script script;

        Reader(Http2FrameCodec codec, int connection, Script script) {
            this.codec = codec;
            this.connection = connection;
            this.script = script;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, @Nullable Object message) {
            boolean ended =
                    switch (message) {
                        case Http2HeadersFrame frame -> frame.isEndStream();
                        case Http2DataFrame frame -> frame.isEndStream();
                        case null, default -> false;
                    };
            ReferenceCountUtil.release(message);
            if (ended) {
                script.asked(connection, new Asked(context, codec));
            }
        }
    }
}
