package dev.cardea.model;

import java.util.List;
import java.util.Optional;

/// From where a request came.
///
/// @param socket the address at the other end of the connection
/// @param client who is held to be calling: `socket`, or what a trusted proxy says
/// @param viaTrustedProxy whether `socket` is a proxy whose forwarding headers count
/// @param ignoredForwarded what a forwarding header claimed, when it didn't count
/// @param hops the words of `Via` and the forwarding headers, as they came
public record Peer(
        Address socket,
        Address client,
        boolean viaTrustedProxy,
        Optional<Address> ignoredForwarded,
        List<String> hops) {
    public Peer {
        hops = List.copyOf(hops);
    }

    /// A caller without proxies.
    public static Peer direct(Address address) {
        return new Peer(address, address, false, Optional.empty(), List.of());
    }
}
