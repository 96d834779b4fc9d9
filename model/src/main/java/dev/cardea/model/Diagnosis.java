package dev.cardea.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What is kept of a refusal so that it can be explained later: found by the request id.
///
/// @param id the request id
/// @param node that refused
/// @param snapshotRevision what it decided from
/// @param snapshotAsOf when that was known to be current
/// @param code the internal reason
/// @param contributing internal codes of further checks that failed
/// @param call facts of the request as name and value, redacted
/// @param checks all of them, in order, all passed when the upstream refused; empty when nothing was
///     decided
/// @param upstream the provider's answer, normalised and redacted, as name and value
public record Diagnosis(
        String id,
        Instant at,
        String node,
        long snapshotRevision,
        Instant snapshotAsOf,
        String code,
        List<String> contributing,
        Map<String, String> words,
        Map<String, String> call,
        List<Check> checks,
        Map<String, String> upstream) {
    public Diagnosis {
        contributing = List.copyOf(contributing);
        words = Map.copyOf(words);
        call = Map.copyOf(call);
        checks = List.copyOf(checks);
        upstream = Map.copyOf(upstream);
    }

    /// Whether anything was decided; what breaks the rules of HTTP is refused before that.
    public boolean decided() {
        return snapshotRevision > 0 || !checks.isEmpty();
    }
}
