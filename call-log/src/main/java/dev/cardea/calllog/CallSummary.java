package dev.cardea.calllog;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Outcome;
import dev.cardea.model.Usage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Totals over calls.
///
/// @param outcomes how many calls ended in which way; ways that didn't occur are absent
/// @param reasons how many calls were refused or failed, by internal code
/// @param tokens summed over all calls; estimated when one of them is
/// @param estimatedCalls how many calls' tokens Cardea counted for itself
/// @param costNanoUsd billionths of a US dollar, summed over the calls whose cost is known
/// @param unpricedCalls how many calls' cost isn't known
public record CallSummary(
        long calls,
        Map<Outcome, Long> outcomes,
        SortedMap<String, Long> reasons,
        Usage tokens,
        long estimatedCalls,
        long costNanoUsd,
        long unpricedCalls) {
    public static final CallSummary NONE =
            new CallSummary(0, Map.of(), new TreeMap<>(), Usage.NONE, 0, 0, 0);

    public CallSummary {
        outcomes = Map.copyOf(outcomes);
        reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    }

    /// The totals of calls that are all alike in outcome, reason and estimate.
    static CallSummary of(
            long calls,
            Outcome outcome,
            String reason,
            Usage tokens,
            long costNanoUsd,
            long unpricedCalls) {
        var reasons = new TreeMap<String, Long>();
        if (!reason.isEmpty()) {
            reasons.put(reason, calls);
        }
        return new CallSummary(
                calls,
                Map.of(outcome, calls),
                reasons,
                tokens,
                tokens.estimated() ? calls : 0,
                costNanoUsd,
                unpricedCalls);
    }

    /// The totals of one call.
    static CallSummary of(CallRecord call) {
        return of(
                1,
                call.outcome(),
                call.reason(),
                call.usage(),
                call.cost().nanoUsd().orElse(0L),
                call.cost().nanoUsd().isPresent() ? 0 : 1);
    }

    /// Both together.
    CallSummary plus(CallSummary other) {
        var outcomes = new EnumMap<Outcome, Long>(Outcome.class);
        outcomes.putAll(this.outcomes);
        other.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
        var reasons = new TreeMap<>(this.reasons);
        other.reasons.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
        return new CallSummary(
                calls + other.calls,
                outcomes,
                reasons,
                new Usage(
                        tokens.input() + other.tokens.input(),
                        tokens.output() + other.tokens.output(),
                        tokens.cachedInput() + other.tokens.cachedInput(),
                        tokens.cacheWrite() + other.tokens.cacheWrite(),
                        tokens.reasoning() + other.tokens.reasoning(),
                        tokens.estimated() || other.tokens.estimated()),
                estimatedCalls + other.estimatedCalls,
                costNanoUsd + other.costNanoUsd,
                unpricedCalls + other.unpricedCalls);
    }
}
