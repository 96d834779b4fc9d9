package dev.cardea.model;

import java.time.Duration;

/// What is to become of a call.
public sealed interface Decision {
    /// It passes, and goes along the route.
    record Admit(Caller caller, Route route) implements Decision {}

    /// All that the head tells passes; the model is still to come.
    record Await(Caller caller) implements Decision {}

    /// It may pass later by itself.
    record Throttle(Refusal refusal, Duration retryAfter) implements Decision {}

    /// It doesn't pass.
    record Deny(Refusal refusal) implements Decision {}
}
