package dev.cardea.relay.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.concurrent.Future;
import java.util.function.BiFunction;

/// A connection to a provider that speaks HTTP/2: each request gets a channel of its own, which fires
/// and takes the messages of this package and ends with the exchange.
///
/// To be used on the connection's event loop.
public final class Http2Upstream {
    private static final int STREAM_WINDOW = 256 * 1024;

    private final Channel connection;
    private final Http2FrameCodec codec;
    private final Http2Watch watch;

    private Http2Upstream(Channel connection, Http2FrameCodec codec, Http2Watch watch) {
        this.connection = connection;
        this.codec = codec;
        this.watch = watch;
    }

    /// Makes a connection speak HTTP/2, after a handshake that chose it.
    ///
    /// @param ticks of its event loop
    public static Http2Upstream on(Channel connection, HttpLimits limits, Ticks ticks) {
        Http2FrameCodec codec =
                Http2FrameCodecBuilder.forClient()
                        .initialSettings(
                                Http2Settings.defaultSettings()
                                        .pushEnabled(false)
                                        .maxHeaderListSize(limits.headBytes())
                                        .initialWindowSize(STREAM_WINDOW))
                        .validateHeaders(true)
                        .build();
        Http2Watch watch = new Http2Watch(codec, limits, ticks);
        connection
                .pipeline()
                .addLast(
                        codec,
                        new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                        watch);
        connection.flush();
        return new Http2Upstream(connection, codec, watch);
    }

    /// Whether another request can begin now: the provider takes more streams and hasn't said that it
    /// goes away. Before it has said how many it takes, that is one.
    public boolean open() {
        return connection.isActive()
                && !codec.connection().goAwayReceived()
                && codec.connection().local().canOpenStream()
                && (watch.settled() || requests() == 0);
    }

    /// How many requests run.
    public int requests() {
        return codec.connection().numActiveStreams();
    }

    /// Opens the channel of one request.
    ///
    /// @param exchange makes its handler, of the channel and its codec
    public Future<Http2StreamChannel> request(
            BiFunction<Http2StreamChannel, ClientCodec, ChannelHandler> exchange) {
        return new Http2StreamChannelBootstrap(connection)
                .handler(
                        new ChannelInitializer<Http2StreamChannel>() {
                            @Override
                            protected void initChannel(Http2StreamChannel stream) {
                                Http2ClientStream messages =
                                        new Http2ClientStream(codec.connection(), stream);
                                stream.pipeline()
                                        .addLast(messages, exchange.apply(stream, messages));
                            }
                        })
                .open();
    }

    /// Says goodbye, and closes when the requests that run are over.
    public void close() {
        connection.close();
    }

    public Channel channel() {
        return connection;
    }
}
