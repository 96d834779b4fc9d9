package dev.cardea.admin;

import dev.cardea.calllog.CallSummary;
import dev.cardea.model.Usage;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Totals over calls as they are shown.
///
/// @param outcomes how many calls ended in which way
/// @param reasons how many were refused or failed, by internal code
/// @param usage tokens of all calls; estimated when those of one of them are
/// @param estimatedCalls how many calls' tokens Cardea counted for itself
/// @param costNanoUsd billionths of a US dollar, of the calls whose cost is known
/// @param unpricedCalls how many calls' cost isn't
record CallTotals(
        long calls,
        Map<String, Long> outcomes,
        Map<String, Long> reasons,
        Usage usage,
        long estimatedCalls,
        long costNanoUsd,
        long unpricedCalls) {

    static CallTotals of(CallSummary it) {
        Map<String, Long> outcomes = new TreeMap<>();
        it.outcomes()
                .forEach((outcome, calls) ->
                        outcomes.put(outcome.name().toLowerCase(Locale.ROOT), calls));
        return new CallTotals(
                it.calls(),
                outcomes,
                it.reasons(),
                it.tokens(),
                it.estimatedCalls(),
                it.costNanoUsd(),
                it.unpricedCalls());
    }
}
