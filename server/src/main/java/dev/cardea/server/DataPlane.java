package dev.cardea.server;

import dev.cardea.relay.Limits;
import dev.cardea.relay.Listener;
import dev.cardea.relay.RelayConfig;
import dev.cardea.relay.Timeouts;
import dev.cardea.relay.UpstreamPooling;
import dev.cardea.server.config.Configuration;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the operator set, in the data plane's words.
final class DataPlane {
    private DataPlane() {}

    /// @param node as [#node] has it
    /// @param hosts names that are resolved here instead of by the system
    static RelayConfig settings(
            String node, Configuration configuration, Map<String, InetSocketAddress> hosts) {
        Configuration.Limits limits = configuration.limits();
        List<Listener> listeners =
                configuration.listeners().stream()
                        .map(l ->
                                new Listener(
                                        l.address(),
                                        l.environment(),
                                        l.tls()
                                                .map(t ->
                                                        new Listener.Tls(
                                                                t.certificate(), t.key()))))
                        .toList();
        return new RelayConfig(
                node,
                configuration.publicUrl(),
                listeners,
                limits.threads(),
                limits.transport(),
                new Limits(
                        limits.headerBytes(),
                        limits.uriBytes(),
                        Math.toIntExact(limits.bodyBytes()),
                        limits.uploadBytes(),
                        Limits.DEFAULT.holdBytes(),
                        Math.toIntExact(limits.translatedBytes()),
                        limits.heldBytes(),
                        Limits.DEFAULT.unprovenBodyBytes(),
                        limits.connections()),
                new Timeouts(
                        limits.connect(),
                        limits.firstByte(),
                        limits.idle(),
                        limits.total(),
                        limits.header(),
                        Timeouts.DEFAULT.keepAlive(),
                        Timeouts.DEFAULT.bodyIdle(),
                        Timeouts.DEFAULT.clientStall(),
                        Timeouts.DEFAULT.minimumBodyRate()),
                UpstreamPooling.DEFAULT,
                configuration.trustedProxies(),
                configuration.keyInQuery(),
                hosts,
                PrivateAuthorities.of(configuration));
    }

    /// The name of this process among those of the installation.
    static String node() {
        try {
            String host = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            return host.replaceAll("[^a-z0-9-].*", "");
        } catch (UnknownHostException _) {
            return "node";
        }
    }
}
