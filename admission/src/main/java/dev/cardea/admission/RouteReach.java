package dev.cardea.admission;

import dev.cardea.model.Caller;
import dev.cardea.model.Endpoint;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Provider;
import dev.cardea.model.ResolvedRoute;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.Routed;
import dev.cardea.model.Routed.Candidate;
import dev.cardea.model.Routed.PassedOver;
import dev.cardea.model.Skip;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which targets of a route can take a call, as far as records tell.
///
/// Leave to ask for the route's name is leave for all that the installation put behind it. What a
/// tenant put behind a name of its own goes no further than the tenant itself may.
final class RouteReach {
    private final Endpoint endpoint;
    private final Caller caller;
    private final Snapshot snapshot;
    private final Terrain terrain;
    private final Instant now;

    RouteReach(Endpoint endpoint, Caller caller, Snapshot snapshot, Terrain terrain, Instant now) {
        this.endpoint = endpoint;
        this.caller = caller;
        this.snapshot = snapshot;
        this.terrain = terrain;
        this.now = now;
    }

    Routed of(ResolvedRoute route) {
        int count = route.places().size();
        List<Candidate> candidates = new ArrayList<>(count);
        List<Candidate> mirrors = new ArrayList<>(0);
        List<PassedOver> passedOver = new ArrayList<>(0);
        for (int i = 0; i < count; i++) {
            ResolvedRoute.Place place = route.places().get(i);
            RouteTarget terms = place.terms();
            if (place.candidate().isEmpty()) {
                passedOver.add(new PassedOver(terms, place.skip().orElseThrow()));
                continue;
            }
            Candidate candidate = place.candidate().get();
            Skip skip = skip(route.route(), candidate.target());
            if (skip != null) {
                passedOver.add(new PassedOver(terms, skip));
            } else if (terms.role() == RouteTarget.Role.MIRROR) {
                mirrors.add(candidate);
            } else {
                candidates.add(candidate);
            }
        }
        return new Routed(route, candidates, mirrors, passedOver);
    }

    private @Nullable Skip skip(ModelRoute route, Target target) {
        Provider provider = target.provider();
        if (!ModelChoice.sees(caller, provider)) {
            return Skip.OTHER_TENANT;
        }
        if (!terrain.reach().reaches(endpoint, provider.dialect())) {
            return Skip.FORMAT;
        }
        if (route.organization().isPresent() && !withinTenant(target)) {
            return Skip.NOT_ALLOWED;
        }
        if (!terrain.serves(target, now)) {
            return Skip.RETIRED;
        }
        if (provider.baseUrl().getHost() == null) {
            return Skip.NO_ADDRESS;
        }
        return UpstreamRules.hasCredential(caller, snapshot, target) ? null : Skip.NO_CREDENTIAL;
    }

    private boolean withinTenant(Target target) {
        return ModelChoice.serves(target.provider(), target.model())
                && ModelChoice.allows(caller, Level.ORGANIZATION, target);
    }
}
