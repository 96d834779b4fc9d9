package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// The server's side of HTTP/1: requests out of bytes, bytes out of responses, one exchange at a time.
///
/// Pipelined requests wait here, unparsed, until the exchange ahead of them is over. After a
/// [Violation], or an answer that comes before the whole request was read, the connection closes
/// behind the answer; what still arrives is thrown away for a while, so that the client sees the
/// answer and not a reset.
public final class Http1ServerCodec extends ChannelDuplexHandler implements BodyReader.Taker {
    /// How much of an unwanted body is read to keep the connection.
    private static final long DRAINED = 64 * 1024;

    private enum In {
        HEAD,
        BODY,
        /// The request is complete, its response isn't.
        COMPLETE,
        /// Nothing is read any more.
        DEAF
    }

    private final RequestParser parser;
    private final BodyReader body;
    private final MessageWriter writer = new MessageWriter();
    private In in = In.HEAD;

    /// The request that is being answered; null between exchanges.
    private @Nullable RequestHead request;

    private boolean keepAlive = true;
    private boolean parsing;

    /// Whether anything was fired since the last read, so that a reader on demand isn't forgotten.
    private boolean fired;

    private boolean pausedForPipelining;
    private @Nullable ByteBuf held;
    private @Nullable Lingering lingering;
    private final HeadWatch watch;

    /// @param ticks of the connection's event loop
    public Http1ServerCodec(HttpLimits limits, Ticks ticks) {
        watch = new HeadWatch(limits, ticks, this::waiting, this::late);
        parser = new RequestParser(limits);
        body = new BodyReader(limits, this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        watch.start(ctx);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!ctx.channel().config().isAutoRead()) {
            ctx.read();
        }
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf buffer)) {
            ctx.fireChannelRead(message);
        } else if (lingering != null) {
            lingering.count(ctx, buffer);
        } else if (in == In.DEAF) {
            buffer.release();
        } else if (held != null || in == In.COMPLETE) {
            hold(ctx, buffer);
        } else {
            process(ctx, buffer);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!fired && !ctx.channel().config().isAutoRead() && in != In.COMPLETE) {
            ctx.read();
        }
        fired = false;
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        in = In.DEAF;
        watch.stop();
        releaseHeld();
        writer.release(new ClosedChannelException());
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        watch.stop();
        releaseHeld();
        writer.release(new ClosedChannelException());
    }

    private void process(ChannelHandlerContext ctx, ByteBuf buffer) {
        parsing = true;
        boolean owned = true;
        try {
            while (owned && buffer.isReadable()) {
                owned =
                        switch (in) {
                            case HEAD -> {
                                head(ctx, buffer);
                                yield true;
                            }
                            case BODY -> body.read(ctx, buffer);
                            case COMPLETE -> {
                                hold(ctx, buffer);
                                yield false;
                            }
                            case DEAF -> {
                                buffer.skipBytes(buffer.readableBytes());
                                yield true;
                            }
                        };
            }
        } finally {
            if (owned) {
                buffer.release();
            }
            parsing = false;
        }
    }

    private void head(ChannelHandlerContext ctx, ByteBuf buffer) {
        switch (parser.feed(buffer)) {
            case MORE -> {}
            case BROKEN -> violated(ctx, parser.violation());
            case DONE -> begin(ctx, parser.take());
        }
    }

    private void begin(ChannelHandlerContext ctx, RequestHead head) {
        watch.progress();
        request = head;
        keepAlive = head.keepAlive();
        long length = head.length();
        in = length == 0 ? In.COMPLETE : In.BODY;
        if (length == RequestHead.UNKNOWN) {
            body.chunked();
        } else if (length > 0) {
            body.sized(length);
        }
        fire(ctx, head);
        if (length == 0) {
            bodyEnd(ctx, LastPart.END, false);
        }
    }

    /// Hands on a piece of the body, unless the answer is out already.
    @Override
    public void body(ChannelHandlerContext ctx, ByteBuf piece) {
        if (request == null) {
            piece.release();
        } else {
            fire(ctx, piece);
        }
    }

    /// Bytes behind the body are another request, which waits.
    @Override
    public void bodyEnd(ChannelHandlerContext ctx, LastPart last, boolean more) {
        if (in == In.DEAF) {
            return;
        }
        in = In.COMPLETE;
        if (request == null) {
            in = In.HEAD;
        } else {
            fire(ctx, last);
        }
    }

    @Override
    public void violated(ChannelHandlerContext ctx, Violation violation) {
        in = In.DEAF;
        keepAlive = false;
        fire(ctx, violation);
    }

    private void fire(ChannelHandlerContext ctx, Object message) {
        fired = true;
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf data) {
            if (!writer.data(ctx, data, promise)) {
                ctx.close();
            }
        } else if (message instanceof ResponseHead head) {
            writeHead(ctx, head, promise);
        } else if (message instanceof LastPart last) {
            writeLast(ctx, last, promise);
        } else {
            ctx.write(message, promise);
        }
    }

    private void writeHead(ChannelHandlerContext ctx, ResponseHead head, ChannelPromise promise) {
        RequestHead answered = request;
        if (head.informational()) {
            if (answered != null && answered.version() == HttpVersion.HTTP_1_1) {
                ResponseLines.writeInformational(writer.headBuffer(ctx, head.fields()), head);
                writer.promise(promise);
            } else {
                promise.trySuccess();
            }
            return;
        }
        keepAlive &= head.keepAlive() && in != In.DEAF && drainable();
        ByteBuf out = writer.headBuffer(ctx, head.fields());
        keepAlive = ResponseLines.write(writer, out, head, answered, keepAlive);
        writer.promise(promise);
    }

    /// Whether what is left of the request is little enough to be read for nothing.
    private boolean drainable() {
        return switch (in) {
            case COMPLETE, HEAD -> true;
            case BODY -> body.left() <= DRAINED && request != null && !request.expectsContinue();
            case DEAF -> false;
        };
    }

    private void writeLast(ChannelHandlerContext ctx, LastPart last, ChannelPromise promise) {
        boolean unread = in != In.COMPLETE;
        if (!writer.last(ctx, last, promise)) {
            ctx.close();
            return;
        }
        request = null;
        if (!keepAlive) {
            in = In.DEAF;
            writer.flushWaiting(ctx);
            ChannelFutureListener closing =
                    unread || held != null ? _ -> linger(ctx) : ChannelFutureListener.CLOSE;
            ctx.write(Unpooled.EMPTY_BUFFER).addListener(closing);
        } else if (in == In.COMPLETE) {
            in = In.HEAD;
            resume(ctx);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        writer.flushWaiting(ctx);
        ctx.flush();
    }

    /// Goes on with what waited for the end of an exchange.
    private void resume(ChannelHandlerContext ctx) {
        if (parsing) {
            return;
        }
        ByteBuf waiting = held;
        if (waiting != null) {
            held = null;
            process(ctx, waiting);
        }
        if (held == null && pausedForPipelining) {
            pausedForPipelining = false;
            ctx.channel().config().setAutoRead(true);
        } else if (in == In.HEAD && !ctx.channel().config().isAutoRead()) {
            ctx.read();
        }
    }

    private void hold(ChannelHandlerContext ctx, ByteBuf buffer) {
        ByteBuf before = held;
        if (before == null) {
            held = buffer;
        } else {
            held = ctx.alloc().buffer(before.readableBytes() + buffer.readableBytes());
            held.writeBytes(before).writeBytes(buffer);
            before.release();
            buffer.release();
        }
        if (ctx.channel().config().isAutoRead()) {
            pausedForPipelining = true;
            ctx.channel().config().setAutoRead(false);
        }
    }

    private void releaseHeld() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    private void linger(ChannelHandlerContext ctx) {
        releaseHeld();
        lingering = new Lingering();
        lingering.begin(ctx);
    }

    private HeadWatch.Waiting waiting() {
        if (in != In.HEAD) {
            return HeadWatch.Waiting.NO;
        }
        return parser.begun() ? HeadWatch.Waiting.FOR_THE_REST : HeadWatch.Waiting.FOR_A_HEAD;
    }

    private void late(ChannelHandlerContext ctx) {
        if (!parser.begun()) {
            ctx.close();
            return;
        }
        violated(
                ctx,
                new Violation(
                        Violation.Kind.HEAD_TIMEOUT,
                        "the request's head was not complete in time",
                        Known.OTHER,
                        parser.fields.length,
                        parser.partial()));
        ctx.fireChannelReadComplete();
    }
}
