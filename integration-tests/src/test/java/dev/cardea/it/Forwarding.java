package dev.cardea.it;

import dev.cardea.admission.Request;
import dev.cardea.admission.Scenario;

/// From where the caller of a scenario seems to come to a gateway on this machine: every address but
/// this machine's is one that a proxy claims.
final class Forwarding {
    private Forwarding() {}

    /// Whether the proxy is one that the gateway trusts.
    static boolean trusted(Scenario scenario, Request request) {
        return request.peer().viaTrustedProxy()
                || (scenario.id().startsWith("D12") && request.peer().ignoredForwarded().isEmpty());
    }

    /// What the proxy says of the address; empty when there is none.
    static String claim(Scenario scenario, Request request) {
        return request.peer()
                .ignoredForwarded()
                .map(Object::toString)
                .orElse(trusted(scenario, request) ? request.peer().client().toString() : "");
    }

    /// The address that the gateway takes for the caller's.
    static String seen(Scenario scenario, Request request) {
        return trusted(scenario, request) ? request.peer().client().toString() : "127.0.0.1";
    }
}
