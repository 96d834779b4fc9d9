package dev.cardea.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What went wrong with one request to a provider. No text of it holds a secret.
///
/// @param at when it was seen
/// @param reason what it means
/// @param marks whether it speaks against the credential itself
/// @param retryAfter when the provider wants to be asked again
/// @param status the provider's HTTP status, 0 when there was no answer
/// @param rule the rule of the classifier that matched; empty when there was no answer
/// @param evidence what the rule saw
/// @param message the provider's own, redacted; empty when there was none
/// @param model that was asked for, as the provider knows it; empty when none was
public record UpstreamFault(
        Instant at,
        Reason reason,
        boolean marks,
        Optional<Duration> retryAfter,
        int status,
        String rule,
        String evidence,
        String message,
        String model) {

    /// Whether the provider limits the gateway's rate.
    public boolean isRate() {
        return reason.code().equals("UPSTREAM_RATE_LIMITED");
    }

    /// Whether the account behind the credential is out of money, which a list of models doesn't
    /// show.
    public boolean isBilling() {
        return reason.code().equals("UPSTREAM_BILLING_EXHAUSTED")
                || reason.code().equals("UPSTREAM_SPEND_LIMIT");
    }

    /// Whether it is the provider as a whole that is in trouble.
    public boolean isOutage() {
        return switch (reason.code()) {
            case "UPSTREAM_OUTAGE",
                    "UPSTREAM_OVERLOADED",
                    "UPSTREAM_UNREACHABLE",
                    "UPSTREAM_TIMEOUT" ->
                    true;
            default -> false;
        };
    }
}
