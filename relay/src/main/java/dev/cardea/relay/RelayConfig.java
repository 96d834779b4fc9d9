package dev.cardea.relay;

import dev.cardea.model.Copied;
import dev.cardea.model.Network;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;

/// What the data plane is configured with.
///
/// @param node the name of this process among those of the installation; request ids and records
///     carry it
/// @param publicUrl where callers reach this gateway from outside: the base of `doc_url`
/// @param eventLoops threads that do all network work, 0 for one per processor
/// @param transport how the event loops talk to sockets
/// @param trustedProxies whose `X-Forwarded-For`, `X-Real-IP` and `Forwarded` count
/// @param keyInQuery whether `?key=` is accepted as a credential
/// @param hosts names of providers that are not the system's to resolve, and where they are
/// @param authorities who vouches for providers of their own certificates, by `host:port`
@Copied
public record RelayConfig(
        String node,
        URI publicUrl,
        List<Listener> listeners,
        int eventLoops,
        Transport transport,
        Limits limits,
        Timeouts timeouts,
        UpstreamPooling pooling,
        List<Network> trustedProxies,
        boolean keyInQuery,
        Map<String, InetSocketAddress> hosts,
        Map<String, TrustManagerFactory> authorities) {
    public RelayConfig {
        if (listeners.isEmpty()) {
            throw new IllegalArgumentException("a data plane needs at least one listener, found 0");
        }
        if (eventLoops < 0 || eventLoops > 1024) {
            throw new IllegalArgumentException(
                    "event loops must be 0 to 1024, found " + eventLoops);
        }
        listeners = List.copyOf(listeners);
        trustedProxies = List.copyOf(trustedProxies);
        hosts = Map.copyOf(hosts);
        authorities = Map.copyOf(authorities);
    }

    /// The defaults, with these listeners.
    public static RelayConfig of(String node, URI publicUrl, List<Listener> listeners) {
        return new RelayConfig(
                node,
                publicUrl,
                listeners,
                0,
                Transport.AUTO,
                Limits.DEFAULT,
                Timeouts.DEFAULT,
                UpstreamPooling.DEFAULT,
                List.of(),
                false,
                Map.of(),
                Map.of());
    }

    public RelayConfig withEventLoops(int eventLoops) {
        return RelayConfigBuilder.builder(this).eventLoops(eventLoops).build();
    }

    public RelayConfig withTransport(Transport transport) {
        return RelayConfigBuilder.builder(this).transport(transport).build();
    }

    public RelayConfig withLimits(Limits limits) {
        return RelayConfigBuilder.builder(this).limits(limits).build();
    }

    public RelayConfig withTimeouts(Timeouts timeouts) {
        return RelayConfigBuilder.builder(this).timeouts(timeouts).build();
    }

    public RelayConfig withPooling(UpstreamPooling pooling) {
        return RelayConfigBuilder.builder(this).pooling(pooling).build();
    }

    public RelayConfig withTrustedProxies(List<Network> trustedProxies) {
        return RelayConfigBuilder.builder(this).trustedProxies(trustedProxies).build();
    }

    public RelayConfig withKeyInQuery(boolean keyInQuery) {
        return RelayConfigBuilder.builder(this).keyInQuery(keyInQuery).build();
    }
}
