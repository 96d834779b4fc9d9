package dev.cardea.relay.http;

import io.netty.channel.ChannelHandlerContext;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Ends a connection whose next head doesn't come or doesn't get on.
///
/// It looks at each tick, so that a request costs nothing: a timeout is kept to within two of
/// [Ticks#PERIOD_MILLIS].
final class HeadWatch implements Ticks.Ticked {

    /// What the connection waits for.
    enum Waiting {
        NO,
        FOR_A_HEAD,
        FOR_THE_REST
    }

    private final Ticks ticks;
    private final long headTimeout;
    private final long idleTimeout;
    private final Supplier<Waiting> waiting;
    private final Consumer<ChannelHandlerContext> late;
    private @Nullable ChannelHandlerContext ctx;
    private boolean anyHead;
    private boolean progress;
    private Waiting before = Waiting.NO;
    private long since;
    private int slot = -1;

    /// @param late called once, when a timeout is over
    HeadWatch(
            HttpLimits limits,
            Ticks ticks,
            Supplier<Waiting> waiting,
            Consumer<ChannelHandlerContext> late) {
        this.ticks = ticks;
        this.waiting = waiting;
        this.late = late;
        headTimeout = limits.headTimeout().toNanos();
        idleTimeout = limits.idleTimeout().toNanos();
    }

    /// Begins to look.
    void start(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        ticks.add(this);
    }

    /// Notes that a head is complete.
    void progress() {
        anyHead = true;
        progress = true;
    }

    void stop() {
        ticks.remove(this);
        ctx = null;
    }

    @Override
    public void tick(long now) {
        ChannelHandlerContext watched = ctx;
        Waiting what = waiting.get();
        if (progress || what != before || what == Waiting.NO) {
            progress = false;
            before = what;
            since = now;
            return;
        }
        boolean idle = what == Waiting.FOR_A_HEAD && anyHead;
        if (watched != null && now - since >= (idle ? idleTimeout : headTimeout)) {
            stop();
            late.accept(watched);
        }
    }

    @Override
    public void close() {
        ChannelHandlerContext watched = ctx;
        stop();
        if (watched != null) {
            watched.close();
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
