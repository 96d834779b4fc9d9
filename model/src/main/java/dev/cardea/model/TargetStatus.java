package dev.cardea.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a target of routes does just now, for people.
///
/// @param organization the tenant whose routes it is kept for; empty for the installation's
/// @param circuit its circuit breaker
/// @param opensAgain how long until a call may try; zero when calls go there
/// @param inFlight calls that it works on
/// @param latencyMicros moving average to the head of an answer; empty when none was seen of late
/// @param calls that ended within the last ten seconds or less
/// @param failures of those, how many speak against it
public record TargetStatus(
        String provider,
        String model,
        Optional<OrganizationId> organization,
        Circuit circuit,
        Duration opensAgain,
        int inFlight,
        Optional<Long> latencyMicros,
        int calls,
        int failures) {
    /// The state of a circuit breaker.
    public enum Circuit {
        /// Calls go there.
        CLOSED,
        /// None does.
        OPEN,
        /// One tries.
        HALF_OPEN
    }

    /// Tells how targets do.
    @FunctionalInterface
    public interface View {
        /// All that calls were routed to since the start, in the order of their names.
        List<TargetStatus> targets();
    }
}
