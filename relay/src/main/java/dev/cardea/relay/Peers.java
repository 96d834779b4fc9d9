package dev.cardea.relay;

import dev.cardea.model.Address;
import dev.cardea.model.Network;
import dev.cardea.model.Peer;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Works out who a request comes from. Forwarding fields count only when a configured proxy sent
/// them, and of them only what trusted proxies added: the last address that is no such proxy.
final class Peers {
    private static final long FORWARDING =
            Known.bits(Known.X_FORWARDED_FOR, Known.X_REAL_IP, Known.FORWARDED, Known.VIA);
    private static final int LONGEST_HOP = 200;
    private static final int MOST_HOPS = 20;

    private final List<Network> trusted;

    Peers(List<Network> trusted) {
        this.trusted = trusted;
    }

    /// @param direct the peer of requests that come without forwarding fields
    Peer of(Peer direct, Fields fields) {
        boolean viaTrusted = trusts(direct.socket());
        if (!fields.hasAny(FORWARDING) && !viaTrusted) {
            return direct;
        }
        List<String> claims = claims(fields);
        List<String> hops = new ArrayList<>(fields.all("via"));
        hops.addAll(fields.all("forwarded"));
        hops.addAll(fields.all("x-forwarded-for"));
        hops.addAll(fields.all("x-real-ip"));
        List<String> shown =
                hops.stream()
                        .limit(MOST_HOPS)
                        .map(hop ->
                                hop.length() > LONGEST_HOP ? hop.substring(0, LONGEST_HOP) : hop)
                        .toList();
        if (!viaTrusted) {
            Optional<Address> claimed =
                    claims.stream().flatMap(claim -> Address.parse(claim).stream()).findFirst();
            return new Peer(direct.socket(), direct.socket(), false, claimed, shown);
        }
        return new Peer(
                direct.socket(), client(direct.socket(), claims), true, Optional.empty(), shown);
    }

    /// From the nearest hop outwards, up to the first that isn't trusted. What can't be read ends the
    /// walk: nobody vouches for what stands before it.
    private Address client(Address socket, List<String> claims) {
        Address client = socket;
        for (int i = claims.size() - 1; i >= 0; i--) {
            Optional<Address> hop = Address.parse(claims.get(i));
            if (hop.isEmpty()) {
                return client;
            }
            client = hop.get();
            if (!trusts(client)) {
                return client;
            }
        }
        return client;
    }

    private boolean trusts(Address address) {
        for (Network network : trusted) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /// What the fields claim, the outermost first: `X-Forwarded-For`, else `Forwarded`, else
    /// `X-Real-IP`. Never two of them, for a proxy writes one and passes the others on unseen.
    private static List<String> claims(Fields fields) {
        List<String> claims = new ArrayList<>();
        if (fields.has(Known.X_FORWARDED_FOR)) {
            for (String value : fields.all("x-forwarded-for")) {
                for (String element : value.split(",", -1)) {
                    claims.add(element.strip());
                }
            }
        } else if (fields.has(Known.FORWARDED)) {
            for (String value : fields.all("forwarded")) {
                for (String element : value.split(",", -1)) {
                    claims.add(forwardedFor(element));
                }
            }
        } else {
            claims.addAll(fields.all("x-real-ip"));
        }
        return claims;
    }

    /// The `for` parameter of one element of `Forwarded` (RFC 7239).
    private static String forwardedFor(String element) {
        for (String pair : element.split(";", -1)) {
            String parameter = pair.strip();
            if (parameter.regionMatches(true, 0, "for=", 0, 4)) {
                return parameter.substring(4).replace("\"", "").strip();
            }
        }
        return "";
    }
}
