package dev.cardea.model;

import java.util.Map;
import java.util.Optional;

/// One check of a call as it went: what was looked at, in which versions, and what came of it.
///
/// @param name what is checked, as a question: `is the key switched on?`
/// @param reason why it failed; empty when it passed or was skipped
/// @param inputs what was compared, without secrets
/// @param revisions ids of the records that were read, with their revisions
public record Check(
        Stage stage,
        String name,
        Verdict verdict,
        Optional<Reason> reason,
        Map<String, String> inputs,
        Map<String, Long> revisions) {
    /// What came of a check.
    public enum Verdict {
        PASSED,
        FAILED,
        /// It couldn't be done because an earlier one failed.
        SKIPPED
    }

    public Check {
        inputs = Map.copyOf(inputs);
        revisions = Map.copyOf(revisions);
    }
}
