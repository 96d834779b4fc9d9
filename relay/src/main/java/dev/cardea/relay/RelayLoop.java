package dev.cardea.relay;

import dev.cardea.admission.CredentialReader;
import dev.cardea.model.ModelFacts;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Provider;
import dev.cardea.model.Routed.Candidate;
import dev.cardea.relay.http.Ticks;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What belongs to one event loop: its connections to providers, its deadlines, its scratch space.
/// Only its thread touches it.
final class RelayLoop {
    /// Where all buffers of the data plane come from. One allocator, not the channels' own besides:
    /// each keeps memory of its own.
    static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

    private static final int MOST_SITES = 1024;
    private static final int MOST_HEALTHS = 4096;

    private final Plane plane;
    private final EventLoop eventLoop;
    private final Flushes flushes;
    private final UpstreamPool pool;
    private final Ticks ticks = new Ticks();
    private final AtomicBoolean tickWaits = new AtomicBoolean();
    private final CredentialReader credentials = new CredentialReader();
    private final Map<URI, Site> sites = new HashMap<>();
    private final Map<URI, Site> tenantSites = new HashMap<>();
    private final IdentityHashMap<Candidate, TargetHealth> healths = new IdentityHashMap<>();
    private final SplittableRandom random = new SplittableRandom();
    private int mirrors;
    private byte[] scratch = new byte[64 << 10];

    RelayLoop(Plane plane, EventLoop eventLoop, Class<? extends Channel> channelType) {
        this.plane = plane;
        this.eventLoop = eventLoop;
        flushes = new Flushes(eventLoop);
        pool = new UpstreamPool(plane, eventLoop, flushes, ticks, channelType);
    }

    /// Has it look at its deadlines soon; from any thread. A loop that is behind is asked once.
    void tickSoon() {
        if (!tickWaits.getAndSet(true)) {
            eventLoop.execute(this::tick);
        }
    }

    private void tick() {
        tickWaits.set(false);
        long now = System.nanoTime();
        ticks.tick(now);
        pool.tick(now);
    }

    /// Ends all connections of clients and to providers.
    void close() {
        ticks.forEach(Ticks.Ticked::close);
        pool.close();
    }

    Plane plane() {
        return plane;
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    UpstreamPool pool() {
        return pool;
    }

    Flushes flushes() {
        return flushes;
    }

    Ticks ticks() {
        return ticks;
    }

    CredentialReader credentials() {
        return credentials;
    }

    ByteBufAllocator allocator() {
        return ALLOCATOR;
    }

    /// Draws what is left to chance.
    RandomGenerator random() {
        return random;
    }

    ModelFacts models() {
        return plane.ports().models();
    }

    /// How a target of a route does; looked up once for each version of the route.
    TargetHealth health(Candidate candidate, ModelRoute route) {
        TargetHealth known = healths.get(candidate);
        if (known != null) {
            return known;
        }
        if (healths.size() >= MOST_HEALTHS) {
            healths.clear();
        }
        TargetHealth health = plane.ports().targets().of(candidate, route.organization());
        healths.put(candidate, health);
        return health;
    }

    /// Copies of calls that are on their way.
    int mirrors() {
        return mirrors;
    }

    /// So many more, or fewer, are.
    void mirrors(int more) {
        mirrors += more;
    }

    /// At least `size` bytes for whoever needs them until the next call of this.
    byte[] scratch(int size) {
        if (scratch.length < size) {
            scratch = new byte[size];
        }
        return scratch;
    }

    /// Where a provider is; null when its base URL can't lead anywhere.
    @Nullable Site site(Provider provider) {
        Map<URI, Site> sites = provider.organization().isPresent() ? tenantSites : this.sites;
        Site known = sites.get(provider.baseUrl());
        if (known != null) {
            return known;
        }
        try {
            Site site = Site.of(provider);
            if (sites.size() >= MOST_SITES) {
                sites.clear();
            }
            sites.put(provider.baseUrl(), site);
            return site;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
