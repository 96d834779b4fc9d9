package dev.cardea.relay.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.function.Function;

/// Makes a connection an HTTP/2 server: Netty's frame codec, and for each stream a channel that
/// speaks the messages of this package.
///
/// What a client may do for nothing is bounded: streams at a time, size of a header list, resets and
/// empty frames in a row, small CONTINUATION frames, control frames that wait to be answered.
final class Http2Server {
    /// How much of a request's body is taken before its handler reads on.
    private static final int STREAM_WINDOW = 256 * 1024;

    private static final int MOST_RESETS = 200;
    private static final int RESET_WINDOW_SECONDS = 10;
    private static final int MOST_EMPTY_DATA_FRAMES = 16;
    private static final int MOST_SMALL_CONTINUATIONS = 16;
    private static final int MOST_WAITING_CONTROL_FRAMES = 1000;

    private Http2Server() {}

    static void install(
            ChannelPipeline pipeline,
            HttpLimits limits,
            Ticks ticks,
            Function<Channel, ChannelHandler> exchanges) {
        Http2FrameCodec codec =
                Http2FrameCodecBuilder.forServer()
                        .initialSettings(
                                Http2Settings.defaultSettings()
                                        .maxConcurrentStreams(limits.streams())
                                        .maxHeaderListSize(limits.headBytes())
                                        .initialWindowSize(STREAM_WINDOW))
                        .validateHeaders(true)
                        .decoderEnforceMaxRstFramesPerWindow(MOST_RESETS, RESET_WINDOW_SECONDS)
                        .encoderEnforceMaxRstFramesPerWindow(MOST_RESETS, RESET_WINDOW_SECONDS)
                        .decoderEnforceMaxConsecutiveEmptyDataFrames(MOST_EMPTY_DATA_FRAMES)
                        .decoderEnforceMaxSmallContinuationFrames(MOST_SMALL_CONTINUATIONS)
                        .encoderEnforceMaxQueuedControlFrames(MOST_WAITING_CONTROL_FRAMES)
                        .build();
        var streams =
                new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline()
                                .addLast(new Http2ServerStream(limits), exchanges.apply(stream));
                    }
                };
        pipeline.addLast(
                new Http2StreamGuard(codec, limits.streams()),
                codec,
                new Http2MultiplexHandler(streams),
                new Http2Watch(codec, limits, ticks));
    }
}
