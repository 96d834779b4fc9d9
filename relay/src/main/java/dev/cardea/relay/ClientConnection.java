package dev.cardea.relay;

import dev.cardea.model.Address;
import dev.cardea.model.Peer;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.LastPart;
import dev.cardea.relay.http.RequestHead;
import dev.cardea.relay.http.ResponseHead;
import dev.cardea.relay.http.Ticks;
import dev.cardea.relay.http.Violation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of a client (in HTTP/2 one stream of it): one call after the other.
final class ClientConnection extends ChannelInboundHandlerAdapter
        implements Ticks.Ticked, Flushes.Flushed {
    private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);

    /// So many connections beyond the limit are told so; the rest are closed without a word.
    private static final int TOLD = 256;

    private final RelayLoop loop;
    private final Listener listener;
    private final Channel channel;
    private final Peer peer;
    private final Fields fields = new Fields();
    private @Nullable Exchange exchange;
    private boolean proceeding;
    private boolean continued;
    private boolean overLimit;
    private boolean paused;
    private boolean written;
    private boolean flushing;
    private int slot = -1;
    private long idleSince = System.nanoTime();
    private long stalledSince;
    private long pendingThen;

    ClientConnection(RelayLoop loop, Listener listener, Channel channel) {
        this.loop = loop;
        this.listener = listener;
        this.channel = channel;
        peer =
                Peer.direct(
                        channel.remoteAddress() instanceof InetSocketAddress socket
                                        && socket.getAddress() != null
                                ? Address.of(socket.getAddress().getAddress())
                                : new Address(0, 0));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        int open = loop.plane().connections().incrementAndGet();
        int limit = loop.plane().config().limits().connections();
        overLimit = open > limit;
        loop.ticks().add(this);
        if (open > limit + TOLD) {
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.plane().connections().decrementAndGet();
        loop.ticks().remove(this);
        Exchange cut = exchange;
        exchange = null;
        if (cut != null) {
            cut.clientGone();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case RequestHead head -> begin(head);
            case ByteBuf part -> {
                if (exchange == null) {
                    part.release();
                } else {
                    exchange.bodyPart(part);
                }
            }
            case LastPart _ -> {
                if (exchange != null) {
                    exchange.bodyEnd();
                }
            }
            case Violation violation -> violated(violation);
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void begin(RequestHead head) {
        continued = false;
        exchange = new Exchange(loop, this, new Arrival(loop, head, listener.environment(), peer));
        if (overLimit) {
            exchange.failed(Failure.overloaded());
        }
    }

    private void violated(Violation violation) {
        if (exchange == null) {
            RequestHead partial = violation.partial();
            begin(partial == null ? RequestHead.of("", "/", new Fields(), 0) : partial);
        }
        if (exchange != null) {
            exchange.failed(Failure.of(Violations.fault(violation, loop.plane().config())));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.readOver();
        }
        flush();
    }

    /// The client may send the body it holds back.
    void wantBody(RequestHead head) {
        if (head.expectsContinue() && !continued) {
            continued = true;
            channel.writeAndFlush(ResponseHead.CONTINUE, channel.voidPromise());
        }
    }

    /// Empty fields for the next answer's head, used again for each.
    Fields fields() {
        return fields.clear();
    }

    void write(ResponseHead head, Arrival arrival) {
        arrival.account().answered(head.status());
        boolean last = overLimit || arrival.tooSlow() || loop.plane().draining();
        written = true;
        channel.write(last ? head.closing() : head, channel.voidPromise());
    }

    void write(@Nullable ByteBuf part, Arrival arrival) {
        if (part != null) {
            arrival.account().passed(part.readableBytes());
            written = true;
            channel.write(part, channel.voidPromise());
        }
    }

    void write(OwnAnswer answer, Arrival arrival) {
        write(answer.head(arrival.account(), fields()), arrival);
        write(Unpooled.wrappedBuffer(answer.bytes()), arrival);
    }

    /// The answer is complete. A request that waited behind it is taken up now.
    void end(LastPart last) {
        Exchange over = exchange;
        exchange = null;
        idleSince = System.nanoTime();
        if (paused) {
            reading(true);
        }
        written = true;
        channel.write(last, channel.voidPromise());
        if (proceeding) {
            return;
        }
        proceeding = true;
        while (exchange != null && exchange != over) {
            over = exchange;
            exchange.readOver();
        }
        proceeding = false;
        flush();
    }

    /// The answer can't be completed: a stream says so in an event of its own, anything else ends
    /// before its end.
    ///
    /// @param event null when the answer isn't a stream that could say so
    void breakOff(byte @Nullable [] event, Arrival arrival) {
        if (event != null) {
            write(Unpooled.wrappedBuffer(event), arrival);
            end(LastPart.END);
        } else {
            exchange = null;
            channel.flush();
            channel.close();
        }
    }

    /// Sends what was written, at the end of this round of the event loop.
    void flush() {
        if (written && !flushing) {
            flushing = true;
            loop.flushes().add(this);
        }
    }

    @Override
    public void flushNow() {
        flushing = false;
        written = false;
        channel.flush();
    }

    boolean writable() {
        return channel.isWritable();
    }

    boolean reading() {
        return channel.config().isAutoRead();
    }

    /// Whether the request is read; off while the provider takes no more of it.
    void reading(boolean on) {
        paused = !on;
        channel.config().setAutoRead(on);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.clientWritable(channel.isWritable());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            log.error("a call broke off by a fault of the gateway", cause);
            if (exchange != null) {
                exchange.failed(Failure.gatewayBug());
            }
        }
        channel.flush();
        channel.close();
    }

    @Override
    public void tick(long now) {
        if (exchange != null) {
            exchange.tick(now);
        } else if (loop.plane().draining()
                || now - idleSince > 2 * loop.plane().config().timeouts().keepAlive().toNanos()) {
            // The end of an answer may still be on its way out.
            if (!written && pending() == 0) {
                channel.close();
                return;
            }
        }
        if (stalled(now)) {
            channel.close();
        }
    }

    /// Whether the client has taken nothing for too long of what waits for it.
    private boolean stalled(long now) {
        long pending = pending();
        if (pending == 0 || pending != pendingThen) {
            pendingThen = pending;
            stalledSince = now;
            return false;
        }
        return now - stalledSince > loop.plane().config().timeouts().clientStall().toNanos();
    }

    /// Bytes that were flushed and that the system hasn't taken yet.
    private long pending() {
        var buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /// Ends the connection; a call that runs is told why, and what was written goes out first.
    @Override
    public void close() {
        Exchange cut = exchange;
        if (cut != null) {
            cut.failed(loop.plane().draining() ? Failure.stopping() : Failure.gatewayBug());
        }
        channel.flush();
        ChannelHandlerContext outermost = channel.pipeline().firstContext();
        if (outermost == null || pending() == 0) {
            channel.close();
        } else {
            outermost.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public int slot() {
        return slot;
    }

    @Override
    public void slot(int slot) {
        this.slot = slot;
    }
}
