package dev.cardea.relay;

import dev.cardea.model.Address;
import dev.cardea.relay.UpstreamUser.Unreachable;
import dev.cardea.relay.http.BrokenTls;
import dev.cardea.relay.http.ClientTls;
import dev.cardea.relay.http.Http1ClientCodec;
import dev.cardea.relay.http.Http2Upstream;
import dev.cardea.relay.http.HttpLimits;
import dev.cardea.relay.http.Ticks;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The connections of one event loop to providers. The one that became idle last is used first, so
/// that the others grow old and close.
final class UpstreamPool {
    private final EventLoop eventLoop;
    private final Flushes flushes;
    private final Ticks ticks;
    private final Resolver resolver;
    private final ClientTls tls;
    private final UpstreamPooling settings;
    private final Duration connectTimeout;
    private final Bootstrap bootstrap;
    private final Map<Site.Origin, ArrayDeque<UpstreamConnection>> idle = new HashMap<>();
    private final UpstreamStreams streams = new UpstreamStreams(this);
    private final HandshakeLog handshakes = new HandshakeLog();

    UpstreamPool(
            Plane plane,
            EventLoop eventLoop,
            Flushes flushes,
            Ticks ticks,
            Class<? extends Channel> channelType) {
        this.eventLoop = eventLoop;
        this.flushes = flushes;
        this.ticks = ticks;
        resolver = plane.resolver();
        tls = plane.upstreamTls();
        settings = plane.config().pooling();
        connectTimeout = plane.config().timeouts().connect();
        bootstrap =
                new Bootstrap()
                        .group(eventLoop)
                        .channel(channelType)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.ALLOCATOR, RelayLoop.ALLOCATOR)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(connectTimeout.toMillis()))
                        .handler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        // Filled once the connection stands.
                                    }
                                });
    }

    Flushes flushes() {
        return flushes;
    }

    /// Gives `user` a connection to `origin`: an idle one at once, a new one later.
    ///
    /// @param fresh not an idle one, because one of them has just failed
    void lend(Site.Origin origin, UpstreamUser user, boolean fresh) {
        Http2Upstream shared = fresh ? null : streams.open(origin);
        if (shared != null) {
            streams.lend(shared, origin, user);
            return;
        }
        UpstreamConnection connection = fresh ? null : pollOpen(origin);
        if (connection != null) {
            connection.lend(user);
        } else {
            new Connecting(origin, user, fresh).begin();
        }
    }

    private @Nullable UpstreamConnection pollOpen(Site.Origin origin) {
        ArrayDeque<UpstreamConnection> waiting = idle.get(origin);
        while (waiting != null && !waiting.isEmpty()) {
            UpstreamConnection connection = waiting.removeLast();
            if (connection.open()) {
                return connection;
            }
        }
        return null;
    }

    void giveBack(UpstreamConnection connection) {
        ArrayDeque<UpstreamConnection> waiting =
                idle.computeIfAbsent(connection.origin(), _ -> new ArrayDeque<>());
        if (!connection.open() || waiting.size() >= settings.idlePerLoop()) {
            connection.close();
            return;
        }
        connection.idleSince(System.nanoTime());
        waiting.addLast(connection);
    }

    /// An idle connection has ended.
    void forget(UpstreamConnection connection) {
        ArrayDeque<UpstreamConnection> waiting = idle.get(connection.origin());
        if (waiting != null) {
            waiting.remove(connection);
        }
    }

    private static boolean isPublic(InetSocketAddress at) {
        return Address.of(at.getAddress().getAddress()).isPublic();
    }

    /// How many idle connections to `origin` may be kept besides those that wait here.
    int roomForIdle(Site.Origin origin) {
        ArrayDeque<UpstreamConnection> waiting = idle.get(origin);
        return settings.idlePerLoop() - (waiting == null ? 0 : waiting.size());
    }

    /// Closes what was idle for too long, or is one too many.
    void tick(long now) {
        streams.tick();
        long longest = settings.idleTime().toNanos();
        for (ArrayDeque<UpstreamConnection> waiting : idle.values()) {
            while (!waiting.isEmpty() && now - waiting.getFirst().idleSince() > longest) {
                waiting.removeFirst().close();
            }
        }
    }

    /// Closes all idle connections.
    void close() {
        streams.close();
        for (ArrayDeque<UpstreamConnection> waiting : idle.values()) {
            while (!waiting.isEmpty()) {
                waiting.removeFirst().close();
            }
        }
    }

    /// A connection that is being made: one address of the host after the other.
    private final class Connecting implements Resolver.Asker {
        private final Site.Origin origin;
        private final UpstreamUser user;
        private final boolean fresh;
        private List<InetSocketAddress> addresses = List.of();
        private int next;

        Connecting(Site.Origin origin, UpstreamUser user, boolean fresh) {
            this.origin = origin;
            this.user = user;
            this.fresh = fresh;
        }

        void begin() {
            resolver.resolve(origin.host(), origin.port(), eventLoop, this);
        }

        @Override
        public void resolved(List<InetSocketAddress> addresses) {
            this.addresses =
                    origin.publicOnly()
                            ? addresses.stream().filter(UpstreamPool::isPublic).toList()
                            : addresses;
            tryNext(
                    this.addresses.size() < addresses.size()
                            ? Unreachable.NOT_PUBLIC
                            : Unreachable.NAME_UNKNOWN);
        }

        private void tryNext(Unreachable otherwise) {
            if (next == addresses.size()) {
                user.tellUnreachable(otherwise);
                return;
            }
            InetSocketAddress address = addresses.get(next++);
            bootstrap
                    .connect(address)
                    .addListener((ChannelFuture done) -> connected(done.channel(), done.cause()));
        }

        private void connected(Channel channel, @Nullable Throwable cause) {
            if (cause != null) {
                tryNext(
                        cause instanceof ConnectTimeoutException
                                ? Unreachable.TIMED_OUT
                                : Unreachable.REFUSED);
            } else if (origin.tls()) {
                SslHandler handler =
                        tls.newHandler(
                                channel.alloc(), origin.host(), origin.port(), connectTimeout);
                channel.pipeline().addLast(handler, new BrokenTls());
                handler.handshakeFuture()
                        .addListener(shaken -> {
                            if (!shaken.isSuccess()) {
                                handshakes.failed(origin, shaken.cause());
                                channel.close();
                                tryNext(Unreachable.TLS_FAILED);
                            } else if (ClientTls.choseHttp2(handler)) {
                                readyForStreams(channel);
                            } else {
                                ready(channel);
                            }
                        });
            } else {
                ready(channel);
            }
        }

        /// One connection is enough where several were being made at a time.
        private void readyForStreams(Channel channel) {
            Http2Upstream shared = fresh ? null : streams.open(origin);
            if (shared == null) {
                shared = Http2Upstream.on(channel, HttpLimits.STANDARD, ticks);
                streams.add(origin, shared);
            } else {
                channel.close();
            }
            streams.lend(shared, origin, user);
        }

        private void ready(Channel channel) {
            Http1ClientCodec codec = new Http1ClientCodec(HttpLimits.STANDARD);
            var connection = new UpstreamConnection(UpstreamPool.this, origin, channel, codec);
            channel.pipeline().addLast(codec, connection);
            connection.lend(user);
        }
    }
}
