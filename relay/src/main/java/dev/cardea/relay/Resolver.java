package dev.cardea.relay;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Turns host names into addresses without holding up an event loop: the system's resolver is asked
/// on a virtual thread, and its answer is kept for a while. So `/etc/hosts` and whatever else the
/// machine is set up with counts.
///
/// When a name can't be resolved any more, the addresses it had go on being used.
final class Resolver {
    private static final long KEPT_NANOS = Duration.ofSeconds(30).toNanos();

    private record Known(List<InetAddress> addresses, long askedNanos) {}

    /// Is told the addresses, on its event loop; an empty list when there are none.
    interface Asker {
        void resolved(List<InetSocketAddress> addresses);
    }

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, InetSocketAddress> hosts;

    /// @param hosts names that aren't the system's to resolve, and where they are
    Resolver(Map<String, InetSocketAddress> hosts) {
        this.hosts = Map.copyOf(hosts);
    }

    /// The addresses of `host`: at once when it is a literal or was asked lately, else on `loop`
    /// later.
    void resolve(String host, int port, EventExecutor loop, Asker asker) {
        InetSocketAddress fixed = hosts.get(host);
        if (fixed != null) {
            asker.resolved(List.of(fixed));
            return;
        }
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) {
            asker.resolved(at(List.of(address(literal)), port));
            return;
        }
        Known before = known.get(host);
        if (before != null && System.nanoTime() - before.askedNanos < KEPT_NANOS) {
            asker.resolved(at(before.addresses, port));
            return;
        }
        Thread.ofVirtual()
                .name("resolve " + host)
                .start(() -> {
                    List<InetAddress> addresses = ask(host, before);
                    loop.execute(() -> asker.resolved(at(addresses, port)));
                });
    }

    private List<InetAddress> ask(String host, @Nullable Known before) {
        try {
            List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
            known.put(host, new Known(addresses, System.nanoTime()));
            return addresses;
        } catch (UnknownHostException _) {
            return before == null ? List.of() : before.addresses;
        }
    }

    private static List<InetSocketAddress> at(List<InetAddress> addresses, int port) {
        return addresses.stream().map(address -> new InetSocketAddress(address, port)).toList();
    }

    private static InetAddress address(byte[] literal) {
        try {
            return InetAddress.getByAddress(literal);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 bytes is always legal", e);
        }
    }
}
