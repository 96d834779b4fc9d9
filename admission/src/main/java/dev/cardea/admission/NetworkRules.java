package dev.cardea.admission;

import dev.cardea.model.Address;
import dev.cardea.model.Caller;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Network;
import dev.cardea.model.Stage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// From where a key may be used.
final class NetworkRules {
    static final Rule NOT_BLOCKED =
            Rule.ofState(
                            Stage.NETWORK,
                            "is the caller's address on no block list?",
                            Rule.Needs.KEY,
                            NetworkRules::blocked,
                            (c, e) -> lists(c, e, true))
                    .mendedBy(c -> {
                        Address client = c.call.peer().client();
                        return Mend.grants(
                                c,
                                Mend.Listed.BLOCKED_NETWORKS,
                                held -> contains(held.blockedNetworks(), client),
                                held ->
                                        held.withBlockedNetworks(
                                                held.blockedNetworks().stream()
                                                        .filter(it -> !it.contains(client))
                                                        .toList()));
                    });

    /// Before the plain refusal, because it says what to mend: the configuration of the gateway. No
    /// change of records is proposed, for the proxy's own address stands for all who are behind it.
    static final Rule PROXY_TRUSTED =
            Rule.ofState(
                    Stage.NETWORK,
                    "would no ignored forwarded address have been allowed?",
                    Rule.Needs.KEY,
                    c -> {
                        Optional<Address> ignored = c.call.peer().ignoredForwarded();
                        return ignored.isPresent()
                                        && refusing(c, c.call.peer().client()) != null
                                        && refusing(c, ignored.get()) == null
                                ? Faults.of(
                                        "NETWORK_FORWARDED_FOR_UNTRUSTED",
                                        "address",
                                        shown(c.call.peer().client()))
                                : null;
                    },
                    (c, e) -> lists(c, e, false));

    static final Rule ALLOWED =
            Rule.ofState(
                            Stage.NETWORK,
                            "is the caller's address allowed at every level?",
                            Rule.Needs.KEY,
                            c ->
                                    refusing(c, c.call.peer().client()) == null
                                            ? null
                                            : Faults.of(
                                                    "NETWORK_IP_NOT_ALLOWED",
                                                    "address",
                                                    shown(c.call.peer().client())),
                            (c, e) -> lists(c, e, false))
                    .mendedBy(c -> {
                        Address client = c.call.peer().client();
                        Network alone = Network.parse(client.toString());
                        return Mend.grants(
                                c,
                                Mend.Listed.ALLOWED_NETWORKS,
                                held ->
                                        !held.allowedNetworks().isEmpty()
                                                && !contains(held.allowedNetworks(), client),
                                held ->
                                        held.withAllowedNetworks(
                                                Mend.plus(held.allowedNetworks(), alone)));
                    });

    private NetworkRules() {}

    private static @Nullable Fault blocked(Case c) {
        Address client = c.call.peer().client();
        Caller caller = c.caller();
        for (Level level : c.restricting) {
            if (contains(Case.grants(caller, level).blockedNetworks(), client)) {
                return Faults.of("NETWORK_IP_BLOCKED", "address", shown(client));
            }
        }
        return null;
    }

    /// The first level whose list doesn't hold the address, or null.
    private static @Nullable Level refusing(Case c, Address address) {
        Caller caller = c.caller();
        for (Level level : c.restricting) {
            List<Network> allowed = Case.grants(caller, level).allowedNetworks();
            if (!allowed.isEmpty() && !contains(allowed, address)) {
                return level;
            }
        }
        return null;
    }

    private static boolean contains(List<Network> networks, Address address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /// With its kind where that surprises people: their list is mostly of the other.
    private static String shown(Address address) {
        return address.isIpv4() ? address.toString() : address + " (an IPv6 address)";
    }

    private static void lists(Case c, Evidence e, boolean blocked) {
        e.input("socket", c.call.peer().socket())
                .input("client", c.call.peer().client())
                .input("through a trusted proxy", c.call.peer().viaTrustedProxy());
        c.call.peer().ignoredForwarded().ifPresent(a -> e.input("ignored forwarded address", a));
        for (Level level : Level.ALL) {
            List<Network> list =
                    blocked
                            ? Case.grants(c.caller(), level).blockedNetworks()
                            : Case.grants(c.caller(), level).allowedNetworks();
            if (!list.isEmpty()) {
                e.input(level + (blocked ? " blocks" : " allows"), list);
            }
        }
        e.read(c.key())
                .read(c.caller().application())
                .read(c.caller().team())
                .read(c.caller().organization());
    }
}
