package dev.cardea.relay;

import dev.cardea.relay.UpstreamUser.Unreachable;
import dev.cardea.relay.http.Http2Upstream;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The connections of one event loop to providers that speak HTTP/2. Each serves many calls at a time,
/// a stream for each; one that nobody uses closes by itself.
final class UpstreamStreams {
    private final UpstreamPool pool;
    private final Map<Site.Origin, List<Http2Upstream>> connections = new HashMap<>();

    UpstreamStreams(UpstreamPool pool) {
        this.pool = pool;
    }

    void add(Site.Origin origin, Http2Upstream connection) {
        connections.computeIfAbsent(origin, _ -> new ArrayList<>()).add(connection);
    }

    /// A connection that takes one more call; null when there is none.
    @Nullable Http2Upstream open(Site.Origin origin) {
        List<Http2Upstream> all = connections.get(origin);
        if (all == null) {
            return null;
        }
        all.removeIf(connection -> !connection.channel().isActive());
        for (Http2Upstream connection : all) {
            if (connection.open()) {
                return connection;
            }
        }
        return null;
    }

    /// Gives `user` a stream of its own.
    void lend(Http2Upstream connection, Site.Origin origin, UpstreamUser user) {
        connection
                .request((stream, codec) -> new UpstreamConnection(pool, origin, stream, codec))
                .addListener(opened -> {
                    if (opened.isSuccess()) {
                        Channel stream = (Channel) opened.getNow();
                        stream.pipeline().get(UpstreamConnection.class).lend(user);
                    } else {
                        user.tellUnreachable(Unreachable.REFUSED);
                    }
                });
    }

    /// Closes those that no call uses when the provider has said goodbye, or they are more than are
    /// kept; the oldest stay, which are taken first.
    void tick() {
        connections.forEach((origin, all) -> {
            int room = pool.roomForIdle(origin);
            for (Iterator<Http2Upstream> it = all.iterator(); it.hasNext(); ) {
                Http2Upstream connection = it.next();
                if (!connection.channel().isActive()) {
                    it.remove();
                } else if (connection.requests() == 0 && (room-- <= 0 || !connection.open())) {
                    connection.close();
                    it.remove();
                }
            }
        });
    }

    /// Closes all of them behind the calls that run.
    void close() {
        for (List<Http2Upstream> all : connections.values()) {
            all.forEach(Http2Upstream::close);
        }
        connections.clear();
    }
}
