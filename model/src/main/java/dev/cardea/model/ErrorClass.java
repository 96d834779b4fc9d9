package dev.cardea.model;

import java.util.EnumSet;
import java.util.List;

/// What kind of trouble ended an attempt: what a route's fallback is switched by.
public enum ErrorClass {
    /// No connection, or it broke off before an answer.
    UNREACHABLE,
    /// No connection or no first byte in time.
    TIMEOUT,
    /// The provider says that it is overloaded or out of order.
    OVERLOADED,
    /// The provider limits the gateway's rate.
    RATE_LIMITED,
    /// The gateway's credential, account or permission there is no good.
    CREDENTIAL,
    /// The provider doesn't serve the model: retired, unknown, not in this region.
    MODEL,
    /// What came is no answer.
    INVALID_ANSWER,
    /// The target can't express what the caller asks for.
    NOT_EXPRESSIBLE,
    /// The prompt is longer than the model takes.
    CONTEXT_TOO_LONG,
    /// The provider refuses what the prompt says.
    CONTENT_REFUSED;

    /// What moves a call to the next target when a route doesn't say: all but what follows from the
    /// prompt, which another provider may judge differently and which costs a second call.
    public static final List<ErrorClass> USUAL =
            List.copyOf(EnumSet.complementOf(EnumSet.of(CONTEXT_TOO_LONG, CONTENT_REFUSED)));

    /// Whether the same target may well succeed a moment later.
    public boolean passesSoon() {
        return this == UNREACHABLE || this == OVERLOADED || this == RATE_LIMITED;
    }

    /// Whether it speaks against the target itself, whoever calls: what its circuit breaker counts.
    public boolean countsAgainstTarget() {
        return this == UNREACHABLE
                || this == TIMEOUT
                || this == OVERLOADED
                || this == INVALID_ANSWER;
    }
}
