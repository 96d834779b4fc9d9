package dev.cardea.relay;

import dev.cardea.dialect.scan.RequestScan.StateReference;
import dev.cardea.model.Credential;
import dev.cardea.model.Decision.Admit;
import dev.cardea.model.Endpoint;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Reasons;
import dev.cardea.model.Route;
import dev.cardea.model.Routed;
import dev.cardea.model.Target;
import dev.cardea.relay.KeptStates.Kept;
import dev.cardea.relay.KeptStates.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a call may go because of what it refers to at a provider: state is kept by one provider, for
/// one account there, and belongs to the organization that made it.
sealed interface Binding {
    /// Nothing binds the call.
    Binding NONE = new Bound("");

    /// The call may go on.
    ///
    /// @param credential the id of the only one that will do; empty when any does
    record Bound(String credential) implements Binding {}

    /// The call goes to the one provider that keeps what it refers to.
    record Narrowed(Route route, String credential) implements Binding {}

    /// The caller's organization made no such thing, as far as is known here.
    record Refused(Failure why) implements Binding {}

    /// What binds an admitted call whose body is here, or too long to be waited for.
    static Binding of(KeptStates states, Arrival arrival, Admit admit) {
        Endpoint endpoint = arrival.operation().endpoint();
        OrganizationId organization = admit.caller().key().organization();
        if (endpoint == Endpoint.PASS_THROUGH) {
            ProviderId provider = admit.route().targets().getFirst().provider().id();
            return ofPath(states, arrival.operation().path(), provider, organization);
        }
        Binding files = ofFiles(states, arrival.body().files(), endpoint, admit);
        Optional<StateReference> state = arrival.body().state();
        if (state.isEmpty() || files instanceof Refused) {
            return files;
        }
        boolean keeps = false;
        for (Target target : admit.route().targets()) {
            if (target.provider().speaks(endpoint)) {
                keeps = true;
                ProviderId provider = target.provider().id();
                Origin origin = states.of(new Kept(provider, state.get().id()));
                if (origin != null && origin.organization().equals(organization)) {
                    return new Narrowed(narrowed(admit.route(), provider), origin.credential());
                }
            }
        }
        // Without anybody who keeps state, translation says that the field can't be expressed.
        return keeps ? refused(state.get().field()) : NONE;
    }

    /// Whether a call may name this file: unless another organization is known to have stored it.
    static boolean mayUse(KeptStates states, StateReference file, Endpoint endpoint, Admit admit) {
        return !(ofFiles(states, List.of(file), endpoint, admit) instanceof Refused);
    }

    /// A call with stored files goes to where they are. What nobody here is known to have stored is
    /// left to the provider.
    private static Binding ofFiles(
            KeptStates states, List<StateReference> files, Endpoint endpoint, Admit admit) {
        Binding bound = NONE;
        for (StateReference file : files) {
            for (Target target : admit.route().targets()) {
                ProviderId provider = target.provider().id();
                Origin origin =
                        target.provider().speaks(endpoint)
                                ? states.of(new Kept(provider, file.id()))
                                : null;
                if (origin == null) {
                    continue;
                }
                if (!origin.organization().equals(admit.caller().key().organization())) {
                    return refused(file.field());
                }
                if (bound.equals(NONE)) {
                    bound = new Narrowed(narrowed(admit.route(), provider), origin.credential());
                }
            }
        }
        return bound;
    }

    /// A declared pass-through call names what it is about in its path. What nobody here is known to
    /// have made is left to the declaration.
    private static Binding ofPath(
            KeptStates states, String path, ProviderId provider, OrganizationId organization) {
        for (String segment : path.split("/", -1)) {
            Origin origin = states.of(new Kept(provider, QueryText.decoded(segment)));
            if (origin != null) {
                return origin.organization().equals(organization)
                        ? new Bound(origin.credential())
                        : refused("path");
            }
        }
        return NONE;
    }

    /// The part of a route that leads to a provider.
    static Route narrowed(Route route, ProviderId provider) {
        Optional<Routed> routed =
                route.routed()
                        .map(it ->
                                new Routed(
                                        it.route(),
                                        it.candidates().stream()
                                                .filter(c -> isAt(c.target(), provider))
                                                .toList(),
                                        List.of(),
                                        it.passedOver()));
        return routed.map(it -> Route.along(route.asked(), it))
                .orElseGet(() ->
                        new Route(
                                route.asked(),
                                route.targets().stream().filter(t -> isAt(t, provider)).toList()));
    }

    private static boolean isAt(Target target, ProviderId provider) {
        return target.provider().id().equals(provider);
    }

    static Binding refused(String field) {
        return new Refused(
                Failure.of(
                        new Credential.Fault(
                                Reasons.of("PROVIDER_STATE_NOT_YOURS"), Map.of("field", field))));
    }

    /// Whether a provider keeps what answers to the call tell the ids of.
    static boolean keeps(Arrival arrival) {
        return switch (arrival.operation().endpoint()) {
            case RESPONSES -> arrival.body().stored();
            case PASS_THROUGH -> arrival.head().method().equals("POST");
            case FILES, ANTHROPIC_FILES, BATCHES, MESSAGE_BATCHES -> true;
            default -> false;
        };
    }
}
