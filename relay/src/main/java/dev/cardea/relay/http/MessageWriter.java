package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.PromiseNotifier;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Turns messages into bytes, small ones into a single buffer: a head waits for what is written
/// behind it until the flush.
final class MessageWriter {
    /// A piece of a body up to this size is copied behind what waits, rather than written apart.
    private static final int COPIED = 8 * 1024;

    private static final int ROOM_BEHIND_HEAD = 1280;
    private static final long DISCARD = -1;

    /// What is left of a body that ends with the connection is never less.
    private static final long UNTIL_CLOSE = Long.MAX_VALUE / 2;

    private static final ByteBuf LINE_END =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer(2).writeByte('\r').writeByte('\n'))
                    .asReadOnly();
    private static final byte[] LAST_CHUNK = bytes("0\r\n\r\n");
    private static final byte[] CONTENT_LENGTH = bytes("content-length: ");
    private static final byte[] CHUNKED = bytes("transfer-encoding: chunked\r\n");

    private @Nullable ByteBuf waiting;
    private @Nullable ChannelPromise promised;
    private boolean chunked;
    private long left;

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A buffer for a head, to be filled; it waits from now on.
    ByteBuf headBuffer(ChannelHandlerContext ctx, Fields fields) {
        ByteBuf buffer = waiting;
        if (buffer == null) {
            buffer = ctx.alloc().directBuffer(fields.length + ROOM_BEHIND_HEAD);
            waiting = buffer;
        }
        return buffer;
    }

    /// Announces a body of this size.
    void contentLength(ByteBuf out, long length) {
        out.writeBytes(CONTENT_LENGTH);
        Numbers.writeDecimal(out, length);
        endLine(out);
        chunked = false;
        left = length;
    }

    /// Announces a body in chunks.
    void chunked(ByteBuf out) {
        out.writeBytes(CHUNKED);
        chunked = true;
        left = 0;
    }

    /// Expects a body that ends with the connection.
    void untilClose() {
        chunked = false;
        left = Long.MAX_VALUE;
    }

    /// Expects no body.
    void empty() {
        chunked = false;
        left = 0;
    }

    /// Expects no body, and throws away what is written of one.
    void bodyless() {
        chunked = false;
        left = DISCARD;
    }

    static void endLine(ByteBuf out) {
        out.writeShort(('\r' << 8) | '\n');
    }

    /// Notes who wants to know when what waits has been written.
    void promise(ChannelPromise promise) {
        ChannelPromise before = promised;
        if (before == null || before.isVoid()) {
            promised = promise;
        } else if (!promise.isVoid()) {
            promise.addListener(new PromiseNotifier<>(before));
            promised = promise;
        }
    }

    /// Writes a piece of a body.
    ///
    /// @return false when it is longer than announced; then it isn't written
    boolean data(ChannelHandlerContext ctx, ByteBuf data, ChannelPromise promise) {
        int length = data.readableBytes();
        if (length == 0 || left == DISCARD) {
            data.release();
            promise.trySuccess();
            return true;
        }
        if (!chunked && length > left) {
            data.release();
            promise.tryFailure(new IllegalStateException("the body is longer than announced"));
            return false;
        }
        if (!chunked) {
            left -= length;
        }
        if (length > COPIED || (!chunked && waiting == null)) {
            apart(ctx, data, length, promise);
            return true;
        }
        ByteBuf out = waiting;
        if (out == null) {
            out = ctx.alloc().directBuffer(length + 16);
            waiting = out;
        }
        if (chunked) {
            Numbers.writeHex(out, length);
            endLine(out);
        }
        out.writeBytes(data, data.readerIndex(), length);
        if (chunked) {
            endLine(out);
        }
        data.release();
        promise(promise);
        return true;
    }

    private void apart(
            ChannelHandlerContext ctx, ByteBuf data, int length, ChannelPromise promise) {
        if (!chunked) {
            flushWaiting(ctx);
            ctx.write(data, promise);
            return;
        }
        ByteBuf out = waiting;
        if (out == null) {
            out = ctx.alloc().directBuffer(16);
            waiting = out;
        }
        Numbers.writeHex(out, length);
        endLine(out);
        flushWaiting(ctx);
        ctx.write(data, ctx.voidPromise());
        ctx.write(LINE_END.duplicate(), promise);
    }

    /// Writes the end of a message.
    ///
    /// @return false when the body is shorter than announced; the connection can't be used any more
    boolean last(ChannelHandlerContext ctx, LastPart last, ChannelPromise promise) {
        if (!chunked && left > 0 && left < UNTIL_CLOSE) {
            promise.tryFailure(new IllegalStateException("the body is shorter than announced"));
            return false;
        }
        if (chunked) {
            Fields trailers = last.trailers();
            ByteBuf out = waiting;
            if (out == null) {
                out = ctx.alloc().directBuffer(trailers.length + 16);
                waiting = out;
            }
            if (trailers.size() == 0) {
                out.writeBytes(LAST_CHUNK);
            } else {
                out.writeBytes(LAST_CHUNK, 0, 3);
                trailers.writeTo(out, Framing.FIELDS);
                endLine(out);
            }
        }
        chunked = false;
        left = 0;
        if (waiting == null) {
            ctx.write(Unpooled.EMPTY_BUFFER, promise);
        } else {
            promise(promise);
        }
        return true;
    }

    /// Hands what waits to the channel.
    void flushWaiting(ChannelHandlerContext ctx) {
        ByteBuf out = waiting;
        if (out != null) {
            ChannelPromise promise = promised;
            waiting = null;
            promised = null;
            ctx.write(out, promise == null ? ctx.voidPromise() : promise);
        }
    }

    /// Lets go of what was never flushed.
    void release(Throwable cause) {
        ByteBuf out = waiting;
        if (out != null) {
            waiting = null;
            out.release();
        }
        ChannelPromise promise = promised;
        promised = null;
        if (promise != null) {
            promise.tryFailure(cause);
        }
    }
}
