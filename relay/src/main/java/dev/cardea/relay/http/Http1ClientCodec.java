package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;

/// The client's side of HTTP/1: bytes out of requests, responses out of bytes, one exchange at a time.
///
/// A connection that gets bytes nobody asked for, or a response that can't be read, serves no further
/// request ([#reusable]).
public final class Http1ClientCodec extends ChannelDuplexHandler
        implements ClientCodec, BodyReader.Taker {
    private static final byte[] VERSION = MessageWriter.bytes(" HTTP/1.1\r\n");

    private enum In {
        /// No response is due.
        IDLE,
        HEAD,
        BODY,
        BODY_UNTIL_CLOSE,
        /// Nothing is read any more.
        DEAF
    }

    private final ResponseParser parser;
    private final BodyReader body;
    private final MessageWriter writer = new MessageWriter();
    private In in = In.IDLE;
    private boolean toHead;
    private boolean requestComplete = true;
    private boolean keepAlive = true;
    private boolean fired;

    public Http1ClientCodec(HttpLimits limits) {
        parser = new ResponseParser(limits);
        body = new BodyReader(limits, this);
    }

    /// HTTP/1.1 has no way to say so.
    @Override
    public boolean unprocessed() {
        return false;
    }

    @Override
    public boolean reusable() {
        return in == In.IDLE && requestComplete && keepAlive;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf data) {
            if (!writer.data(ctx, data, promise)) {
                ctx.close();
            }
        } else if (message instanceof RequestHead head) {
            writeHead(ctx, head, promise);
        } else if (message instanceof LastPart last) {
            requestComplete = true;
            if (!writer.last(ctx, last, promise)) {
                ctx.close();
            }
        } else {
            ctx.write(message, promise);
        }
    }

    private void writeHead(ChannelHandlerContext ctx, RequestHead head, ChannelPromise promise) {
        if (!reusable()) {
            promise.tryFailure(new IllegalStateException("the connection is in use or used up"));
            return;
        }
        parser.restart();
        in = In.HEAD;
        String method = head.method();
        toHead = method.equals("HEAD");
        requestComplete = false;
        ByteBuf out = writer.headBuffer(ctx, head.fields());
        ascii(out, method);
        out.writeByte(' ');
        ascii(out, head.target());
        out.writeBytes(VERSION);
        head.fields().writeTo(out, Framing.FIELDS);
        if (head.length() > 0 || (head.length() == 0 && expectsBody(method))) {
            writer.contentLength(out, head.length());
        } else if (head.length() == RequestHead.UNKNOWN) {
            writer.chunked(out);
        } else {
            writer.empty();
        }
        MessageWriter.endLine(out);
        writer.promise(promise);
    }

    /// Methods whose requests say so when their body is empty.
    private static boolean expectsBody(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    private void ascii(ByteBuf out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                writer.release(new ClosedChannelException());
                in = In.DEAF;
                throw new IllegalArgumentException(
                        "a character that HTTP doesn't allow in a target");
            }
            out.writeByte(c);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        writer.flushWaiting(ctx);
        ctx.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf buffer) {
            process(ctx, buffer);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!fired && !ctx.channel().config().isAutoRead() && in != In.DEAF) {
            ctx.read();
        }
        fired = false;
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        boolean ended = in == In.BODY_UNTIL_CLOSE;
        in = In.DEAF;
        writer.release(new ClosedChannelException());
        if (ended) {
            ctx.fireChannelRead(LastPart.END);
            ctx.fireChannelReadComplete();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        writer.release(new ClosedChannelException());
    }

    private void process(ChannelHandlerContext ctx, ByteBuf buffer) {
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
                            case BODY_UNTIL_CLOSE -> {
                                fire(ctx, buffer);
                                yield false;
                            }
                            case IDLE -> {
                                // Nobody asked for it: whose answer it is can't be known.
                                in = In.DEAF;
                                ctx.close();
                                yield true;
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
        }
    }

    private void head(ChannelHandlerContext ctx, ByteBuf buffer) {
        switch (parser.feed(buffer)) {
            case MORE -> {}
            case BROKEN -> violated(ctx, parser.violation());
            case DONE -> {
                ResponseHead head = parser.take(toHead);
                if (head.informational()) {
                    fire(ctx, head);
                } else {
                    finalHead(ctx, head, buffer.isReadable());
                }
            }
        }
    }

    private void finalHead(ChannelHandlerContext ctx, ResponseHead head, boolean more) {
        long length = head.length();
        boolean bodyless = toHead || head.status() == 204 || head.status() == 304 || length == 0;
        in = In.BODY;
        if (!bodyless && length > 0) {
            body.sized(length);
        } else if (!bodyless && parser.chunked()) {
            body.chunked();
        } else if (!bodyless) {
            in = In.BODY_UNTIL_CLOSE;
        }
        keepAlive = head.keepAlive();
        fire(ctx, head);
        if (bodyless) {
            bodyEnd(ctx, LastPart.END, more);
        }
    }

    @Override
    public void body(ChannelHandlerContext ctx, ByteBuf piece) {
        fire(ctx, piece);
    }

    @Override
    public void bodyEnd(ChannelHandlerContext ctx, LastPart last, boolean more) {
        // Bytes behind a response belong to no request: they must not answer the next one.
        keepAlive &= !more;
        if (in != In.DEAF) {
            in = In.IDLE;
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
}
