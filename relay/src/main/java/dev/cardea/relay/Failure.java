package dev.cardea.relay;

import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Outcome;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why a call got no answer, or not all of it.
///
/// @param retryAfter when to try again, where that is known
/// @param upstream what a provider said or did, for the record; redacted
record Failure(
        Refusal refusal,
        Optional<Duration> retryAfter,
        Outcome outcome,
        Map<String, String> upstream) {
    private static final Duration SOON = Duration.ofSeconds(1);

    /// Cardea refuses it.
    static Failure refused(Refusal refusal) {
        return new Failure(refusal, Optional.empty(), Outcome.REFUSED, Map.of());
    }

    /// Cardea refuses it for now.
    static Failure refused(Refusal refusal, Duration retryAfter) {
        return new Failure(refusal, Optional.of(retryAfter), Outcome.REFUSED, Map.of());
    }

    /// The request itself is at fault.
    static Failure of(Fault fault) {
        return fault.reason().passesWithTime()
                ? refused(Refusal.of(fault), SOON)
                : refused(Refusal.of(fault));
    }

    /// The gateway can't take it just now.
    static Failure overloaded() {
        return of(new Fault(Reasons.of("GATEWAY_OVERLOADED"), Map.of("seconds", "1")));
    }

    /// The gateway ends, and the call isn't over in the time that it had for that.
    static Failure stopping() {
        return new Failure(
                Refusal.of(Reasons.of("GATEWAY_STOPPING")),
                Optional.of(SOON),
                Outcome.TIMED_OUT,
                Map.of());
    }

    /// A fault of the gateway itself.
    static Failure gatewayBug() {
        return refused(Refusal.of(Reasons.of("GATEWAY_BUG")));
    }

    /// The gateway can't do it, or a provider failed.
    ///
    /// @param seen what of it, for the record
    static Failure upstream(Reason reason, Map<String, String> seen) {
        return new Failure(Refusal.of(reason), Optional.empty(), Outcome.UPSTREAM_FAILED, seen);
    }

    static Failure upstream(String code, Map<String, String> seen) {
        return upstream(Reasons.of(code), seen);
    }

    /// What a provider sent is no answer.
    ///
    /// @param what is wrong with it
    static Failure invalidAnswer(String what) {
        return upstream("UPSTREAM_INVALID_ANSWER", Map.of("answer", what));
    }

    /// A provider took longer than the time for `step`.
    static Failure upstreamTimeout(String step, Duration time) {
        return timeout("UPSTREAM_TIMEOUT", time, Map.of("timeout", step));
    }

    /// The client took longer to send its request.
    static Failure requestTimeout(Duration time) {
        return timeout("REQUEST_TIMEOUT", time, Map.of());
    }

    private static Failure timeout(String code, Duration time, Map<String, String> seen) {
        String seconds = String.valueOf(Math.max(1, time.toSeconds()));
        return new Failure(
                new Refusal(
                        Reasons.of(code), Map.of("seconds", seconds), List.of(), Optional.empty()),
                Optional.empty(),
                Outcome.TIMED_OUT,
                seen);
    }

    /// Every target of a route has failed too often of late to be tried.
    ///
    /// @param wait until one may be tried
    static Failure circuitsOpen(String route, Duration wait) {
        Duration seconds = Duration.ofSeconds(Math.max(1, wait.toSeconds()));
        return new Failure(
                Refusal.of(Reasons.of("UPSTREAM_OUTAGE")),
                Optional.of(seconds),
                Outcome.UPSTREAM_FAILED,
                Map.of("route", route, "targets", "every circuit breaker is open"));
    }

    Reason reason() {
        return refusal.reason();
    }
}
