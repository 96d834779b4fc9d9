package dev.cardea.admission;

/// What is known of a target just now.
///
/// @param inFlight calls that wait for its answer or read it
/// @param latencyMicros moving average of the time to the head of an answer, -1 when none was seen of
///     late
/// @param open whether its circuit breaker keeps calls away
/// @param calls that ended of late
/// @param failures of those, how many speak against the target
/// @param price per million tokens, in one number to compare by; -1 when unknown
public record TargetReading(
        int inFlight, long latencyMicros, boolean open, int calls, int failures, long price) {
    public static final long UNKNOWN = -1;

    /// Of a target that nothing is known of.
    public static final TargetReading NONE = new TargetReading(0, UNKNOWN, false, 0, 0, UNKNOWN);

    /// Failures among a thousand calls.
    int failurePermille() {
        return calls == 0 ? 0 : (int) (failures * 1_000L / calls);
    }
}
