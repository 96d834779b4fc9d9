package dev.cardea.relay;

import dev.cardea.admission.Admission;
import dev.cardea.model.CallSink;
import dev.cardea.model.CredentialWatch;
import dev.cardea.model.LocalEndpoint;
import dev.cardea.model.ModelFacts;
import dev.cardea.model.Readings;
import dev.cardea.model.Snapshot;
import dev.cardea.model.UpstreamAuth;
import dev.cardea.relay.http.ClientTls;
import dev.cardea.relay.http.HttpLimits;
import dev.cardea.relay.http.ServerPipeline;
import dev.cardea.relay.http.ServerTls;
import dev.cardea.relay.http.Ticks;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A running data plane: what listens, and the threads behind it.
public final class Gateway implements AutoCloseable {
    private static final int BACKLOG = 4096;

    /// For what was written to connections that are ended to go out.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final Duration CERTIFICATE_CHECK = Duration.ofSeconds(10);

    private final Plane plane;
    private final Transport transport;
    private final EventLoopGroup loops;
    private final Map<EventLoop, RelayLoop> byLoop = new HashMap<>();

    /// Tells the loops when to look at their deadlines. A loop with a timer of its own would set and
    /// clear it in the kernel each time it waits.
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("relay-clock").factory());

    private final List<Channel> listening = new ArrayList<>();
    private final List<ServerTls> certificates = new ArrayList<>();

    private Gateway(Plane plane, Transport transport, EventLoopGroup loops) {
        this.plane = plane;
        this.transport = transport;
        this.loops = loops;
        Class<? extends Channel> channelType = transport.connections();
        for (EventExecutor executor : loops) {
            EventLoop eventLoop = (EventLoop) executor;
            byLoop.put(eventLoop, new RelayLoop(plane, eventLoop, channelType));
        }
        List<RelayLoop> all = List.copyOf(byLoop.values());
        clock.scheduleAtFixedRate(
                () -> all.forEach(RelayLoop::tickSoon),
                Ticks.PERIOD_MILLIS,
                Ticks.PERIOD_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /// Begins to listen.
    ///
    /// @param snapshots the newest one, null while there is none to decide from
    /// @param readings what else a decision depends on
    /// @param calls takes the record of each call
    /// @param auth authenticates the gateway at providers
    /// @param watch how the credentials that it uses there fare
    /// @param local answers the paths that the gateway serves itself
    /// @param targets keeps how the targets of routes do
    /// @param models what is known of models, where a route doesn't say
    /// @param states where it is written down whose the states at providers are
    /// @throws CannotListen when an address is taken or not this machine's
    /// @throws Transport.Unavailable when the configured transport doesn't work here
    /// @throws ServerTls.UnusableCertificate when a listener's files can't be used
    public static Gateway start(
            RelayConfig config,
            Supplier<@Nullable Snapshot> snapshots,
            Supplier<Readings> readings,
            Admission admission,
            CallSink calls,
            UpstreamAuth auth,
            CredentialWatch watch,
            LocalEndpoint local,
            TargetBoard targets,
            ModelFacts models,
            StateJournal states) {
        ClientTls upstreamTls = ClientTls.of(config.authorities());
        return start(
                config,
                new Ports(
                        snapshots, readings, admission, calls, auth, watch, local, targets, models,
                        states),
                upstreamTls);
    }

    static Gateway start(RelayConfig config, Ports ports, ClientTls upstreamTls) {
        Transport transport = config.transport().resolved();
        Plane plane = new Plane(config, ports, upstreamTls);
        int threads =
                config.eventLoops() > 0
                        ? config.eventLoops()
                        : Runtime.getRuntime().availableProcessors();
        Gateway gateway =
                new Gateway(
                        plane,
                        transport,
                        new MultiThreadIoEventLoopGroup(threads, transport.handlers()));
        try {
            for (Listener listener : config.listeners()) {
                gateway.listen(listener, transport.listeners());
            }
            if (config.publicUrl().getPort() == 0) {
                plane.refusals().listening(gateway.addresses().getFirst().getPort());
            }
        } catch (CannotListen | ServerTls.UnusableCertificate e) {
            gateway.close();
            throw e;
        }
        return gateway;
    }

    private void listen(Listener listener, Class<? extends ServerChannel> type) {
        var bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(type)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOCATOR, RelayLoop.ALLOCATOR)
                        .childHandler(pipeline(listener))
                        .bind(listener.address())
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new CannotListen(listener.address(), Objects.requireNonNull(bound.cause()));
        }
        listening.add(bound.channel());
    }

    private ServerPipeline pipeline(Listener listener) {
        Function<Channel, Ticks> ticks = channel -> loop(channel).ticks();
        Function<Channel, ChannelHandler> exchanges =
                channel -> new ClientConnection(loop(channel), listener, channel);
        if (listener.tls().isEmpty()) {
            return ServerPipeline.plain(httpLimits(), ticks, exchanges);
        }
        Listener.Tls files = listener.tls().get();
        ServerTls tls = ServerTls.of(files.certificates(), files.privateKey(), CERTIFICATE_CHECK);
        certificates.add(tls);
        return ServerPipeline.tls(httpLimits(), ticks, tls, exchanges);
    }

    private RelayLoop loop(Channel channel) {
        return Objects.requireNonNull(byLoop.get(channel.eventLoop()));
    }

    private HttpLimits httpLimits() {
        Limits limits = plane.config().limits();
        Timeouts timeouts = plane.config().timeouts();
        HttpLimits standard = HttpLimits.STANDARD;
        return new HttpLimits(
                limits.uriBytes(),
                limits.headerBytes(),
                standard.fields(),
                timeouts.head(),
                timeouts.keepAlive(),
                standard.streams());
    }

    /// Where it listens, in the order of the configuration, with the ports that were free.
    public List<InetSocketAddress> addresses() {
        return listening.stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .toList();
    }

    /// How it talks to sockets; never [Transport#AUTO].
    public Transport transport() {
        return transport;
    }

    /// How many threads do its network work.
    public int eventLoops() {
        return byLoop.size();
    }

    /// Connections of clients that are open now.
    public int connections() {
        return plane.connections().get();
    }

    /// Bytes of request bodies that are held now.
    public long heldBytes() {
        return plane.held().held();
    }

    /// Takes no more connections, and waits until the calls that run are over.
    ///
    /// @return whether all were over in time
    public boolean drain(Duration longest) throws InterruptedException {
        plane.drain();
        stopListening();
        return gone(longest);
    }

    /// Waits until no client is connected any more; whether none was in time.
    private boolean gone(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        while (plane.connections().get() > 0 && System.nanoTime() < until) {
            Thread.sleep(Duration.ofMillis(10));
        }
        return plane.connections().get() == 0;
    }

    private void stopListening() {
        for (Channel channel : listening) {
            channel.close().awaitUninterruptibly();
        }
    }

    /// Ends all connections, and with them the calls that still run; each leaves its record.
    @Override
    public void close() {
        if (loops.isShuttingDown()) {
            return;
        }
        plane.drain();
        stopListening();
        clock.shutdownNow();
        List<RelayLoop> all = List.copyOf(byLoop.values());
        for (RelayLoop loop : all) {
            loop.eventLoop().submit(loop::close).awaitUninterruptibly();
        }
        certificates.forEach(ServerTls::close);
        try {
            gone(LAST_WORDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        try {
            plane.records().await(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// An address can't be listened on.
    public static final class CannotListen extends RuntimeException {
        private final InetSocketAddress address;

        CannotListen(InetSocketAddress address, Throwable cause) {
            super("can't listen on " + address + ": " + cause.getMessage(), cause);
            this.address = address;
        }

        public InetSocketAddress address() {
            return address;
        }
    }
}
