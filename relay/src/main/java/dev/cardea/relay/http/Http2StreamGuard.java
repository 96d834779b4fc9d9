package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import java.util.HashSet;
import java.util.Set;

/// Ends a connection whose client sends a HEADERS frame on a stream that it has ended or passed over
/// (RFC 9113, sections 5.1 and 5.1.1). Netty's codec forgets streams that are closed and lets these
/// frames pass.
///
/// It reads the nine bytes that begin each frame, and skips the rest.
final class Http2StreamGuard extends ChannelInboundHandlerAdapter {
    private static final int PREFACE_LENGTH = 24;
    private static final int FRAME_HEAD = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int END_STREAM = 1;

    private final Http2FrameCodec codec;
    private final int mostUnended;
    private final Set<Integer> unended = new HashSet<>();
    private final byte[] head = new byte[FRAME_HEAD];
    private int headBytes;
    private int skip = PREFACE_LENGTH;
    private int newest;
    private boolean broken;

    /// @param streams the most requests at a time
    Http2StreamGuard(Http2FrameCodec codec, int streams) {
        this.codec = codec;
        // Streams that were reset here count until their client ends them.
        mostUnended = 4 * streams;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ctx.fireChannelRead(message);
            return;
        }
        if (broken) {
            bytes.release();
            return;
        }
        int from = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (from < end) {
            if (skip > 0) {
                int skipped = Math.min(skip, end - from);
                skip -= skipped;
                from += skipped;
                continue;
            }
            head[headBytes++] = bytes.getByte(from++);
            if (headBytes == FRAME_HEAD) {
                headBytes = 0;
                skip = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff);
                if (!allowed(head[3], head[4], stream())) {
                    broken = true;
                    // What came before is still the codec's; the frame itself isn't.
                    bytes.writerIndex(Math.max(bytes.readerIndex(), from - FRAME_HEAD));
                    ctx.fireChannelRead(bytes);
                    codec.onError(
                            ctx.pipeline().context(codec),
                            false,
                            Http2Exception.connectionError(
                                    Http2Error.STREAM_CLOSED,
                                    "HEADERS on a stream that the client has ended"));
                    return;
                }
            }
        }
        ctx.fireChannelRead(bytes);
    }

    private int stream() {
        return (head[5] & 0x7f) << 24
                | (head[6] & 0xff) << 16
                | (head[7] & 0xff) << 8
                | (head[8] & 0xff);
    }

    private boolean allowed(int type, int flags, int stream) {
        boolean ends = (flags & END_STREAM) != 0;
        switch (type) {
            case HEADERS -> {
                if (stream > newest) {
                    newest = stream;
                    unended.add(stream);
                } else if (!unended.contains(stream)) {
                    return false;
                }
                if (ends) {
                    unended.remove(stream);
                }
            }
            case DATA -> {
                if (ends) {
                    unended.remove(stream);
                }
            }
            case RST_STREAM -> unended.remove(stream);
            default -> {}
        }
        return unended.size() <= mostUnended;
    }
}
