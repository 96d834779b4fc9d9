package dev.cardea.relay.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Ends a connection whose next head doesn't come or doesn't get on.
///
/// It looks from time to time, so that a request costs nothing: a timeout is kept to within a quarter
/// of [HttpLimits#headTimeout].
final class HeadWatch {
    private static final int CHECKS_PER_TIMEOUT = 4;

    /// What the connection waits for.
    enum Waiting {
        NO,
        FOR_A_HEAD,
        FOR_THE_REST
    }

    private final long interval;
    private final long headChecks = CHECKS_PER_TIMEOUT;
    private final long idleChecks;
    private @Nullable ScheduledFuture<?> scheduled;
    private boolean anyHead;
    private boolean progress;
    private Waiting before = Waiting.NO;
    private long checks;

    HeadWatch(HttpLimits limits) {
        interval = limits.headTimeout().toNanos() / CHECKS_PER_TIMEOUT;
        idleChecks = Math.max(1, limits.idleTimeout().toNanos() / interval);
    }

    /// Begins to look.
    ///
    /// @param late called once, when a timeout is over
    void start(
            ChannelHandlerContext ctx,
            Supplier<Waiting> waiting,
            Consumer<ChannelHandlerContext> late) {
        scheduled =
                ctx.executor()
                        .scheduleWithFixedDelay(
                                () -> check(ctx, waiting.get(), late),
                                interval,
                                interval,
                                TimeUnit.NANOSECONDS);
    }

    /// Notes that a head is complete.
    void progress() {
        anyHead = true;
        progress = true;
    }

    void stop() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
    }

    private void check(
            ChannelHandlerContext ctx, Waiting now, Consumer<ChannelHandlerContext> late) {
        boolean same = !progress && now == before && now != Waiting.NO;
        progress = false;
        before = now;
        checks = same ? checks + 1 : 0;
        boolean idle = now == Waiting.FOR_A_HEAD && anyHead;
        if (now != Waiting.NO && checks >= (idle ? idleChecks : headChecks)) {
            stop();
            late.accept(ctx);
        }
    }
}
