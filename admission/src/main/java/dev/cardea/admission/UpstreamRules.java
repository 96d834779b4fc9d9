package dev.cardea.admission;

import dev.cardea.model.Caller;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Endpoint;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.Routed;
import dev.cardea.model.Skip;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Stage;
import dev.cardea.model.Target;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether the gateway has what the call needs upstream.
final class UpstreamRules {
    static final Rule ROUTED =
            Rule.ofState(
                    Stage.UPSTREAM,
                    "does a provider with an address serve this kind of call?",
                    Rule.Needs.MODEL,
                    c -> {
                        if (!c.choice().servable() || leadsNowhere(c.choice())) {
                            return Faults.of("GATEWAY_CONFIG_ERROR");
                        }
                        for (Target target : c.choice().allowed()) {
                            if (target.provider().baseUrl().getHost() == null) {
                                return Faults.of("GATEWAY_CONFIG_ERROR");
                            }
                        }
                        return null;
                    },
                    (c, e) -> {
                        e.input("providers", c.snapshot().models().providers().size());
                        c.choice().routed().ifPresent(it -> note(it, e));
                        c.choice()
                                .allowed()
                                .forEach(t ->
                                        e.input(t.provider().name(), t.provider().baseUrl())
                                                .read(t.provider()));
                    });

    static final Rule CREDENTIAL_AT_HAND =
            Rule.ofState(
                            Stage.UPSTREAM,
                            "does the gateway have a credential for the provider, where it needs one?",
                            Rule.Needs.MODEL,
                            UpstreamRules::credentialMissing,
                            (c, e) ->
                                    c.choice()
                                            .allowed()
                                            .forEach(t -> {
                                                var held =
                                                        c.snapshot()
                                                                .models()
                                                                .credentials(t.provider().id());
                                                e.read(t.provider())
                                                        .input(
                                                                "credentials for "
                                                                        + VisibleModel.qualified(t),
                                                                held.stream()
                                                                        .filter(it ->
                                                                                fits(
                                                                                        c.caller(),
                                                                                        it,
                                                                                        t))
                                                                        .count())
                                                        .input("keyless", t.provider().keyless());
                                                held.forEach(e::read);
                                            }))
                    .mendedBy(UpstreamRules::switchedOn);

    private UpstreamRules() {}

    /// Switches a credential on that would fit, where there is one.
    private static List<Mend> switchedOn(Case c) {
        for (Target target : c.choice().allowed()) {
            for (ProviderCredential credential : c.snapshot().credentials().values()) {
                if (!credential.enabled()
                        && credential.provider().equals(target.provider().id())
                        && fits(c.caller(), credential, target)) {
                    return List.of(Mend.enabled(credential));
                }
            }
        }
        return List.of();
    }

    /// What a route does with each of its targets.
    private static void note(Routed routed, Evidence e) {
        ModelRoute route = routed.route().route();
        e.read(route).input("route", route.name() + ", " + route.policy());
        routed.candidates().forEach(it -> e.input(named(it.terms()), it.terms().role()));
        routed.mirrors().forEach(it -> e.input(named(it.terms()), it.terms().role()));
        routed.passedOver()
                .forEach(it -> e.input(named(it.terms()), "passed over: " + it.why().words()));
    }

    private static String named(RouteTarget terms) {
        return "target " + terms.provider() + "/" + terms.model();
    }

    /// Whether none of a route's targets could take the call even with a credential, or in its time.
    private static boolean leadsNowhere(ModelChoice choice) {
        return choice.routed().isPresent()
                && choice.known().isEmpty()
                && !passesOver(choice.routed().get(), Skip.NO_CREDENTIAL)
                && !passesOver(choice.routed().get(), Skip.RETIRED);
    }

    /// Whether a route passes a target that would serve over for this.
    static boolean passesOver(Routed routed, Skip why) {
        return routed.passedOver().stream()
                .anyMatch(it -> it.why() == why && it.terms().role() != RouteTarget.Role.MIRROR);
    }

    private static @Nullable Fault credentialMissing(Case c) {
        Optional<Routed> routed = c.choice().routed();
        if (routed.isPresent()) {
            return routed.get().candidates().isEmpty()
                            && passesOver(routed.get(), Skip.NO_CREDENTIAL)
                    ? Faults.of("UPSTREAM_CREDENTIAL_MISSING")
                    : null;
        }
        if (c.call.operation().endpoint() == Endpoint.MODELS) {
            return null;
        }
        for (Target target : c.choice().allowed()) {
            if (!hasCredential(c.caller(), c.snapshot(), target)) {
                return Faults.of("UPSTREAM_CREDENTIAL_MISSING");
            }
        }
        return null;
    }

    /// Whether the gateway can authenticate a caller's calls of a model there, or needn't.
    static boolean hasCredential(Caller caller, Snapshot snapshot, Target target) {
        if (target.provider().keyless()) {
            return true;
        }
        for (ProviderCredential credential :
                snapshot.models().credentials(target.provider().id())) {
            if (fits(caller, credential, target)) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(Caller caller, ProviderCredential credential, Target target) {
        return ModelChoice.mayUse(caller, credential) && credential.terms().allows(target.model());
    }
}
