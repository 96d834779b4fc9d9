package dev.cardea.relay;

import dev.cardea.relay.http.ClientCodec;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.LastPart;
import dev.cardea.relay.http.RequestHead;
import dev.cardea.relay.http.ResponseHead;
import dev.cardea.relay.http.Violation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One connection to a provider, in HTTP/2 one stream of it. It serves one call after the other, and between them waits in the
/// pool of its event loop.
final class UpstreamConnection extends ChannelInboundHandlerAdapter implements Flushes.Flushed {
    private final UpstreamPool pool;
    private final Site.Origin origin;
    private final Channel channel;
    private final ClientCodec codec;
    private final Fields fields = new Fields();
    private @Nullable UpstreamUser user;
    private boolean served;
    private boolean answered;
    private boolean flushing;
    private long idleSince;

    UpstreamConnection(UpstreamPool pool, Site.Origin origin, Channel channel, ClientCodec codec) {
        this.pool = pool;
        this.origin = origin;
        this.channel = channel;
        this.codec = codec;
    }

    Site.Origin origin() {
        return origin;
    }

    /// Empty fields for the next request head, used again for each.
    Fields fields() {
        return fields.clear();
    }

    boolean open() {
        return channel.isActive();
    }

    /// When it was put into the pool, as [System#nanoTime].
    long idleSince() {
        return idleSince;
    }

    void idleSince(long now) {
        idleSince = now;
    }

    void lend(UpstreamUser user) {
        this.user = user;
        answered = false;
        try {
            user.connected(this);
        } catch (RuntimeException | Error e) {
            broken(user, e);
        }
    }

    /// A fault of the gateway is told to whom it concerns, even when they had done with this connection
    /// by then.
    private void broken(UpstreamUser to, Throwable cause) {
        cancel();
        to.fault(cause);
    }

    void write(RequestHead head) {
        channel.write(head, channel.voidPromise());
    }

    void write(ByteBuf part) {
        channel.write(part, channel.voidPromise());
    }

    void end() {
        channel.write(LastPart.END, channel.voidPromise());
    }

    /// Sends what was written, at the end of this round of the event loop.
    void flush() {
        if (!flushing) {
            flushing = true;
            pool.flushes().add(this);
        }
    }

    @Override
    public void flushNow() {
        flushing = false;
        channel.flush();
    }

    boolean writable() {
        return channel.isWritable();
    }

    /// Whether the answer is read; off while the client takes no more.
    void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    /// The user has no use for the rest of the answer: the provider sees the connection close.
    void cancel() {
        user = null;
        channel.close();
    }

    /// The user doesn't need it after all, and has sent nothing.
    void unused() {
        user = null;
        pool.giveBack(this);
    }

    /// Closes an idle connection.
    void close() {
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        UpstreamUser to = user;
        if (to == null) {
            ReferenceCountUtil.release(message);
            channel.close();
            return;
        }
        answered = true;
        try {
            switch (message) {
                case ByteBuf part -> to.answerPart(part);
                case ResponseHead head -> to.answerHead(head);
                case LastPart last -> ended(to, last);
                case Violation violation -> {
                    user = null;
                    to.answerBroken(violation);
                    channel.close();
                }
                default -> ReferenceCountUtil.release(message);
            }
        } catch (RuntimeException | Error e) {
            broken(to, e);
        }
    }

    private void ended(UpstreamUser to, LastPart last) {
        user = null;
        served = true;
        if (codec.reusable()) {
            channel.config().setAutoRead(true);
            pool.giveBack(this);
        } else {
            channel.close();
        }
        to.answerEnd(last);
        to.answerBatchOver();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        UpstreamUser to = user;
        if (to != null) {
            to.answerBatchOver();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        UpstreamUser to = user;
        if (to != null) {
            to.requestWritable(channel.isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        UpstreamUser to = user;
        user = null;
        if (to == null) {
            pool.forget(this);
        } else {
            try {
                to.answerLost(!answered && (served || codec.unprocessed()));
            } catch (RuntimeException | Error e) {
                to.fault(e);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        UpstreamUser to = user;
        if (to != null && !(cause instanceof IOException)) {
            user = null;
            to.fault(cause);
        }
        context.close();
    }
}
