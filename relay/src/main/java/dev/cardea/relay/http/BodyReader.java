package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/// Reads the body of one HTTP/1 message, of a known length or in chunks, out of the buffers it comes
/// in, and hands its pieces on without copying them.
final class BodyReader {
    /// Who gets what was read.
    interface Taker {
        /// A piece, which is the taker's to release.
        void body(ChannelHandlerContext ctx, ByteBuf piece);

        /// The body is complete.
        ///
        /// @param more whether its last buffer has bytes behind it
        void bodyEnd(ChannelHandlerContext ctx, LastPart last, boolean more);

        /// The framing is broken; nothing further can be read.
        void violated(ChannelHandlerContext ctx, Violation violation);
    }

    private final ChunkReader chunks;
    private final Taker taker;
    private boolean chunked;
    private long left;

    BodyReader(HttpLimits limits, Taker taker) {
        chunks = new ChunkReader(limits);
        this.taker = taker;
    }

    /// A body in chunks comes next.
    void chunked() {
        chunked = true;
        left = Long.MAX_VALUE;
        chunks.restart();
    }

    /// A body of this many bytes comes next, at least one.
    void sized(long length) {
        chunked = false;
        left = length;
    }

    /// How many bytes of the body are still to come; of one in chunks more than any number.
    long left() {
        return left;
    }

    /// Reads on; true when the buffer is still the caller's, and stands behind what belongs to the body.
    boolean read(ChannelHandlerContext ctx, ByteBuf buffer) {
        return chunked ? readChunks(ctx, buffer) : readSized(ctx, buffer);
    }

    private boolean readSized(ChannelHandlerContext ctx, ByteBuf buffer) {
        int length = buffer.readableBytes();
        boolean more = length > left;
        ByteBuf piece = more ? buffer.readRetainedSlice((int) left) : buffer;
        left = more ? 0 : left - length;
        boolean complete = left == 0;
        taker.body(ctx, piece);
        if (complete) {
            taker.bodyEnd(ctx, LastPart.END, more);
        }
        return more;
    }

    private boolean readChunks(ChannelHandlerContext ctx, ByteBuf buffer) {
        HeadParser.Progress progress = chunks.feed(buffer);
        if (progress == HeadParser.Progress.BROKEN) {
            taker.violated(ctx, chunks.violation());
            return true;
        }
        int start = chunks.dataStart();
        int length = chunks.dataEnd() - start;
        boolean more = buffer.isReadable();
        boolean owned = more || length == 0;
        if (length > 0) {
            taker.body(
                    ctx,
                    owned
                            ? buffer.retainedSlice(start, length)
                            : buffer.setIndex(start, start + length));
        }
        if (progress == HeadParser.Progress.DONE) {
            taker.bodyEnd(ctx, chunks.last(), more);
        }
        return owned;
    }
}
