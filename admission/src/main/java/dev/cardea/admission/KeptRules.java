package dev.cardea.admission;

import dev.cardea.model.Caller;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Operation;
import dev.cardea.model.Provider;
import dev.cardea.model.ResolvedRoute;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Stage;
import dev.cardea.model.Target;
import dev.cardea.model.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Which provider a call is for that is about files and other things kept there. One that names such a
/// thing may be for several still: who keeps it is known where the call goes on.
final class KeptRules {
    static final Rule KEPT_SOMEWHERE =
            Rule.ofState(
                    Stage.PERMISSION,
                    "does a provider keep such things?",
                    Rule.Needs.MODEL,
                    c ->
                            isOfKept(c) && c.choice().known().isEmpty()
                                    ? Faults.of(
                                            "PROVIDER_KEEPS_NOTHING",
                                            "named",
                                            c.call.operation().provider().isPresent()
                                                    ? " under the name that x-cardea-provider gives"
                                                    : "")
                                    : null,
                    KeptRules::choice);

    static final Rule AT_ONE_PROVIDER =
            Rule.ofState(
                    Stage.PERMISSION,
                    "does the call say where, should several keep such things?",
                    Rule.Needs.MODEL,
                    c ->
                            isOfKept(c)
                                            && c.choice().allowed().size() > 1
                                            && !saysWhere(c.call.operation())
                                    ? Faults.of(
                                            "PROVIDER_AMBIGUOUS",
                                            "candidates",
                                            names(c.choice().allowed()))
                                    : null,
                    KeptRules::choice);

    private KeptRules() {}

    static boolean isOfKept(Case c) {
        return c.call.operation().endpoint().isOfKept();
    }

    private static boolean saysWhere(Operation operation) {
        return operation.kept().filter(it -> it.saysWhere(operation.method())).isPresent();
    }

    /// The providers that a caller sees and that keep such things; of several those that can be called.
    static List<Target> known(Operation operation, Caller caller, Snapshot snapshot) {
        List<Target> all = new ArrayList<>(1);
        List<Target> callable = new ArrayList<>(1);
        for (Provider provider : snapshot.models().providers()) {
            if (provider.speaks(operation.endpoint())
                    && ModelChoice.sees(caller, provider)
                    && operation.provider().orElse(provider.name()).equals(provider.name())) {
                Target target = new Target(provider, "");
                all.add(target);
                if (provider.baseUrl().getHost() != null
                        && UpstreamRules.hasCredential(caller, snapshot, target)) {
                    callable.add(target);
                }
            }
        }
        return callable.isEmpty() ? all : callable;
    }

    /// Those where the caller may use some model at least.
    static List<Target> allowed(List<Target> known, Caller caller, Snapshot snapshot) {
        return known.stream().filter(it -> allows(caller, it.provider(), snapshot)).toList();
    }

    private static boolean allows(Caller caller, Provider provider, Snapshot snapshot) {
        for (Level level : Level.ALL) {
            List<String> patterns = Case.grants(caller, level).models();
            if (!patterns.isEmpty()
                    && patterns.stream()
                            .noneMatch(it -> allowsSome(it, caller, provider, snapshot))) {
                return false;
            }
        }
        return true;
    }

    /// Whether a pattern of models fits one that the provider serves, or a route that leads there.
    private static boolean allowsSome(
            String pattern, Caller caller, Provider provider, Snapshot snapshot) {
        int slash = pattern.indexOf('/');
        if (slash >= 0 && Wildcard.matches(pattern.substring(0, slash), provider.name())) {
            return true;
        }
        if (provider.unlistedModels()) {
            return slash < 0 || snapshot.models().named(pattern.substring(0, slash)).isEmpty();
        }
        for (String model : provider.models()) {
            if (Wildcard.matches(pattern, model) || Wildcard.matches(model, pattern)) {
                return true;
            }
        }
        for (ResolvedRoute route :
                snapshot.models().routes().visible(caller.key().organization())) {
            if (Wildcard.matches(pattern, route.route().name()) && leadsTo(route, provider)) {
                return true;
            }
        }
        return false;
    }

    private static boolean leadsTo(ResolvedRoute route, Provider provider) {
        for (RouteTarget target : route.route().targets()) {
            if (target.provider().equals(provider.name())) {
                return true;
            }
        }
        return false;
    }

    private static String names(List<Target> targets) {
        return targets.stream().map(it -> it.provider().name()).collect(Collectors.joining(", "));
    }

    private static void choice(Case c, Evidence e) {
        if (isOfKept(c)) {
            Endpoint endpoint = c.call.operation().endpoint();
            e.input("endpoint", endpoint)
                    .input("kept at", names(c.choice().known()))
                    .input("allowed at", names(c.choice().allowed()));
            c.choice().known().forEach(it -> e.read(it.provider()));
        }
    }
}
