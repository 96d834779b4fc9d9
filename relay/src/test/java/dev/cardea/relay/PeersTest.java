package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Address;
import dev.cardea.model.Network;
import dev.cardea.model.Peer;
import dev.cardea.relay.http.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeersTest {
    private static final Address PROXY = Address.parse("10.0.0.1").orElseThrow();
    private static final Address STRANGER = Address.parse("198.51.100.9").orElseThrow();
    private final Peers peers = new Peers(List.of(Network.parse("10.0.0.0/8")));

    private Peer of(Address socket, String... fields) {
        Fields all = new Fields();
        for (int i = 0; i < fields.length; i += 2) {
            all.add(fields[i], fields[i + 1]);
        }
        return peers.of(Peer.direct(socket), all);
    }

    @Test
    void forwardingFieldsOfAStrangerDontCount() {
        Peer peer = of(STRANGER, "x-forwarded-for", "203.0.113.7");

        assertThat(peer.client()).isEqualTo(STRANGER);
        assertThat(peer.viaTrustedProxy()).isFalse();
        assertThat(peer.ignoredForwarded()).hasValue(Address.parse("203.0.113.7").orElseThrow());
        assertThat(peer.hops()).containsExactly("203.0.113.7");
    }

    @Test
    void whatTheTrustedProxyAddedLastCounts() {
        Peer peer = of(PROXY, "x-forwarded-for", "1.1.1.1, 203.0.113.7", "via", "1.1 edge");

        assertThat(peer.client()).hasToString("203.0.113.7");
        assertThat(peer.viaTrustedProxy()).isTrue();
        assertThat(peer.hops()).containsExactly("1.1 edge", "1.1.1.1, 203.0.113.7");
    }

    @Test
    void aSecondFieldOfTheSameNameCantBePutInFront() {
        assertThat(
                        of(PROXY, "x-forwarded-for", "1.1.1.1", "x-forwarded-for", "203.0.113.7")
                                .client())
                .hasToString("203.0.113.7");
    }

    @Test
    void trustedProxiesInARowAreWalkedThrough() {
        assertThat(of(PROXY, "x-forwarded-for", "203.0.113.7, 10.2.2.2").client())
                .hasToString("203.0.113.7");
    }

    @Test
    void whatCantBeReadEndsTheWalk() {
        assertThat(of(PROXY, "x-forwarded-for", "203.0.113.7, nonsense, 10.2.2.2").client())
                .hasToString("10.2.2.2");
    }

    @Test
    void forwardedOfRfc7239IsRead() {
        assertThat(of(PROXY, "forwarded", "for=\"[2001:db8::1]:47011\";proto=https").client())
                .hasToString("2001:db8::1");
        assertThat(of(PROXY, "x-real-ip", "203.0.113.7").client()).hasToString("203.0.113.7");
    }

    @Test
    void nothingIsMadeOfADirectCall() {
        Peer direct = Peer.direct(STRANGER);

        assertThat(peers.of(direct, new Fields())).isSameAs(direct);
    }
}
