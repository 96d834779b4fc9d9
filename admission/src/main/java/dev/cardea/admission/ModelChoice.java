package dev.cardea.admission;

import dev.cardea.model.Call;
import dev.cardea.model.Caller;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Operation;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ResolvedRoute;
import dev.cardea.model.Routed;
import dev.cardea.model.Routed.Candidate;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Target;
import dev.cardea.model.Wildcard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a call could go by the model it names, and where its key may send it.
///
/// A name is a route's, else `provider/model`, else one that providers list, else any name for the sole provider of
/// the client's format that takes names it doesn't list.
///
/// @param asked the model as the caller named it, empty when none is needed
/// @param known places that serve it; ones that did only where there is no other
/// @param allowed those of them that every level allows
/// @param servable whether any provider at all can serve this kind of call for this caller
/// @param routed when the name is a route's: then `known` and `allowed` are its candidates
record ModelChoice(
        String asked,
        List<Target> known,
        List<Target> allowed,
        boolean servable,
        Optional<Routed> routed) {

    private ModelChoice(String asked, List<Target> known, List<Target> allowed, boolean servable) {
        this(asked, known, allowed, servable, Optional.empty());
    }

    static ModelChoice of(
            Call call, Caller caller, Snapshot snapshot, Terrain terrain, Instant now) {
        Operation operation = call.operation();
        if (operation.endpoint() == Endpoint.PASS_THROUGH) {
            List<Target> targets =
                    snapshot.models().named(operation.provider().orElse("")).stream()
                            .filter(p -> sees(caller, p))
                            .map(p -> new Target(p, ""))
                            .toList();
            return of("", targets, caller, true);
        }
        if (operation.endpoint().isOfKept()) {
            List<Target> known = KeptRules.known(operation, caller, snapshot);
            return new ModelChoice("", known, KeptRules.allowed(known, caller, snapshot), true);
        }
        if (!(call.model() instanceof ModelAsk.Named(String name))) {
            return new ModelChoice("", List.of(), List.of(), true);
        }
        return operation.endpoint() == Endpoint.MODELS
                ? shown(name, operation.dialect(), caller, snapshot, terrain, now)
                : named(name, operation.endpoint(), caller, snapshot, terrain, now);
    }

    private static ModelChoice named(
            String name,
            Endpoint endpoint,
            Caller caller,
            Snapshot snapshot,
            Terrain terrain,
            Instant now) {
        ResolvedRoute route = snapshot.models().routes().find(caller.key().organization(), name);
        if (route != null) {
            Routed routed = new RouteReach(endpoint, caller, snapshot, terrain, now).of(route);
            return along(routed, caller);
        }
        List<Target> known = known(name, endpoint, caller, snapshot, terrain, now);
        boolean servable =
                !known.isEmpty()
                        || snapshot.models().providers().stream()
                                .anyMatch(p -> usable(p, caller, endpoint, terrain.reach()));
        return of(name, known, caller, servable);
    }

    /// Where calls in the format `dialect` could go by a model: the first kind of them that may go
    /// anywhere, else one that could.
    static ModelChoice shown(
            String name,
            Dialect dialect,
            Caller caller,
            Snapshot snapshot,
            Terrain terrain,
            Instant now) {
        ModelChoice best = new ModelChoice(name, List.of(), List.of(), true);
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.dialect() == dialect
                    && (endpoint.modelInBody() || endpoint.modelInPath())) {
                ModelChoice choice = named(name, endpoint, caller, snapshot, terrain, now);
                if (!choice.allowed.isEmpty()) {
                    return choice;
                }
                best = best.known.isEmpty() && choice.isKnown() ? choice : best;
            }
        }
        return best;
    }

    private boolean isKnown() {
        return routed.isPresent() || !known.isEmpty();
    }

    private static ModelChoice along(Routed routed, Caller caller) {
        String name = routed.route().route().name();
        List<Target> targets = routed.candidates().stream().map(Candidate::target).toList();
        return new ModelChoice(
                name,
                targets,
                allowsName(caller, name) ? targets : List.of(),
                true,
                Optional.of(routed));
    }

    private static ModelChoice of(
            String asked, List<Target> known, Caller caller, boolean servable) {
        if (known.size() == 1 && allows(caller, known.getFirst())) {
            return new ModelChoice(asked, known, known, servable);
        }
        return new ModelChoice(
                asked, known, known.stream().filter(t -> allows(caller, t)).toList(), servable);
    }

    private static List<Target> known(
            String name,
            Endpoint endpoint,
            Caller caller,
            Snapshot snapshot,
            Terrain terrain,
            Instant now) {
        Reach reach = terrain.reach();
        int slash = name.indexOf('/');
        if (slash > 0) {
            for (Provider provider : snapshot.models().named(name.substring(0, slash))) {
                String model = name.substring(slash + 1);
                if (usable(provider, caller, endpoint, reach) && !model.isEmpty()) {
                    return serves(provider, model)
                            ? List.of(new Target(provider, model))
                            : List.of();
                }
            }
        }
        List<Target> listed = new ArrayList<>(1);
        for (Provider provider : snapshot.models().serving(name)) {
            if (usable(provider, caller, endpoint, reach)) {
                listed.add(new Target(provider, name));
            }
        }
        if (listed.isEmpty()) {
            for (Provider provider : snapshot.models().providers()) {
                if (provider.unlistedModels() && usable(provider, caller, endpoint, reach)) {
                    listed.add(new Target(provider, name));
                }
            }
        }
        return listed.size() > 1 ? preferred(terrain.serving(listed, now), endpoint) : listed;
    }

    /// Those that take the call as it is, when there are any, for nothing is lost on the way; and of
    /// them those of the client's own dialect, when there are any.
    private static List<Target> preferred(List<Target> targets, Endpoint endpoint) {
        List<Target> same = targets.stream().filter(t -> t.provider().speaks(endpoint)).toList();
        List<Target> own =
                same.stream().filter(t -> t.provider().dialect() == endpoint.dialect()).toList();
        return !own.isEmpty() ? own : !same.isEmpty() ? same : targets;
    }

    static boolean serves(Provider provider, String model) {
        if (provider.unlistedModels()) {
            return true;
        }
        for (String listed : provider.models()) {
            if (Wildcard.matches(listed, model)) {
                return true;
            }
        }
        return false;
    }

    private static boolean usable(
            Provider provider, Caller caller, Endpoint endpoint, Reach reach) {
        return reach.reaches(endpoint, provider.dialect()) && sees(caller, provider);
    }

    /// Whether a provider is the installation's, or of the caller's own organization.
    static boolean sees(Caller caller, Provider provider) {
        return provider.organization().isEmpty()
                || provider.organization().get().equals(caller.key().organization());
    }

    /// Whether a credential at a provider is the installation's, or of the caller's organization.
    static boolean mayUse(Caller caller, ProviderCredential credential) {
        return credential.organization().isEmpty()
                || credential.organization().get().equals(caller.key().organization());
    }

    /// Whether every level allows the model. A pass-through names none: it needs leave for all of the
    /// provider's.
    static boolean allows(Caller caller, Target target) {
        for (Level level : Level.ALL) {
            if (!allows(caller, level, target)) {
                return false;
            }
        }
        return true;
    }

    /// Whether one level allows the model.
    static boolean allows(Caller caller, Level level, Target target) {
        List<String> patterns = Case.grants(caller, level).models();
        return patterns.isEmpty() || fits(patterns, target);
    }

    /// Whether every level allows to ask for a route by its name.
    static boolean allowsName(Caller caller, String name) {
        for (Level level : Level.ALL) {
            List<String> patterns = Case.grants(caller, level).models();
            if (!patterns.isEmpty()
                    && patterns.stream().noneMatch(it -> Wildcard.matches(it, name))) {
                return false;
            }
        }
        return true;
    }

    /// Whether the key may ask for what it asks for.
    boolean permitted(Caller caller) {
        return routed.isPresent() ? allowsName(caller, asked) : !allowed.isEmpty();
    }

    static boolean fits(List<String> patterns, Target target) {
        String provider = target.provider().name();
        for (String pattern : patterns) {
            boolean fits =
                    target.model().isEmpty()
                            ? pattern.equals("*") || pattern.equals(provider + "/*")
                            : Wildcard.matches(pattern, target.model())
                                    || (pattern.indexOf('/') >= 0
                                            && Wildcard.matches(
                                                    pattern, provider + "/" + target.model()));
            if (fits) {
                return true;
            }
        }
        return false;
    }
}
