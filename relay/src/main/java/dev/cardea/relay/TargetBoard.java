package dev.cardea.relay;

import dev.cardea.admission.TargetReading;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Routed.Candidate;
import dev.cardea.model.TargetStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The health of all targets of routes, one for the whole process.
///
/// A tenant's routes have readings of their own: whoever sets time-outs that no provider can meet
/// closes the way to himself alone.
public final class TargetBoard implements TargetStatus.View {
    /// Beyond it what has no call in flight is forgotten.
    private static final int MOST = 10_000;

    private final ConcurrentMap<Place, Known> places = new ConcurrentHashMap<>();

    private record Place(
            ProviderId provider, String model, Optional<OrganizationId> organization) {}

    private record Known(String provider, TargetHealth health) {}

    /// That of a route's target.
    ///
    /// @param organization whose route it is
    TargetHealth of(Candidate candidate, Optional<OrganizationId> organization) {
        var provider = candidate.target().provider();
        Place place = new Place(provider.id(), candidate.target().model(), organization);
        Known known = places.get(place);
        if (known == null) {
            if (places.size() >= MOST) {
                forget();
            }
            known =
                    places.computeIfAbsent(
                            place,
                            _ -> new Known(provider.name(), new TargetHealth(System.nanoTime())));
        }
        return known.health();
    }

    private void forget() {
        long now = System.nanoTime();
        places.values()
                .removeIf(it -> it.health().reading(now, TargetReading.UNKNOWN).inFlight() == 0);
    }

    @Override
    public List<TargetStatus> targets() {
        long now = System.nanoTime();
        List<TargetStatus> all = new ArrayList<>();
        places.forEach((place, known) -> all.add(status(place, known, now)));
        all.sort(Comparator.comparing(TargetStatus::provider).thenComparing(TargetStatus::model));
        return List.copyOf(all);
    }

    private static TargetStatus status(Place place, Known known, long now) {
        TargetHealth health = known.health();
        TargetReading reading = health.reading(now, TargetReading.UNKNOWN);
        return new TargetStatus(
                known.provider(),
                place.model(),
                place.organization(),
                switch (health.circuit().phase()) {
                    case CLOSED -> TargetStatus.Circuit.CLOSED;
                    case OPEN -> TargetStatus.Circuit.OPEN;
                    case PROBING -> TargetStatus.Circuit.HALF_OPEN;
                },
                Duration.ofNanos(health.opensAgain(now) - now),
                reading.inFlight(),
                reading.latencyMicros() < 0
                        ? Optional.empty()
                        : Optional.of(reading.latencyMicros()),
                reading.calls(),
                reading.failures());
    }
}
