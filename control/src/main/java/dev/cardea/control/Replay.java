package dev.cardea.control;

import dev.cardea.admission.ProposedChange;
import dev.cardea.model.Check;
import dev.cardea.model.Decision;
import dev.cardea.model.Diagnosis;
import dev.cardea.model.Explanation;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.Refusal;
import dev.cardea.model.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What would become of a call against the records of one revision, by the code that decides calls.
///
/// @param asOf when those records were known to be current
/// @param passes whether the call would go through
/// @param reason why it wouldn't
/// @param told the sentence about that for administrators
/// @param fix what an administrator does about it
/// @param contributing reasons of further checks that would fail
/// @param checks all of them, in order
/// @param smallestChange the changes of records that would let the call pass, none of them superfluous;
///     absent when it passes, and when no change of records would do
public record Replay(
        long revision,
        Instant asOf,
        boolean passes,
        Optional<Reason> reason,
        Optional<String> told,
        Optional<String> fix,
        List<Reason> contributing,
        List<Check> checks,
        Optional<List<ProposedChange>> smallestChange) {
    public Replay {
        contributing = List.copyOf(contributing);
        checks = List.copyOf(checks);
    }

    /// Of a request that was refused for its bytes alone, which no records change.
    static Replay undecided(Snapshot snapshot, Diagnosis diagnosis) {
        Optional<Reason> reason = Reasons.find(diagnosis.code());
        return new Replay(
                snapshot.revision(),
                snapshot.asOf(),
                false,
                reason,
                reason.map(it -> it.told(diagnosis.words())),
                reason.map(it -> it.fix(diagnosis.words())),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /// @param smallestChange asked for when the call doesn't pass
    static Replay of(
            Snapshot snapshot,
            Explanation explanation,
            Supplier<Optional<List<ProposedChange>>> smallestChange) {
        Optional<Refusal> refusal =
                switch (explanation.decision()) {
                    case Decision.Admit _, Decision.Await _ -> Optional.empty();
                    case Decision.Deny(var it) -> Optional.of(it);
                    case Decision.Throttle(var it, _) -> Optional.of(it);
                };
        return new Replay(
                snapshot.revision(),
                snapshot.asOf(),
                refusal.isEmpty(),
                refusal.map(Refusal::reason),
                refusal.map(it -> it.reason().told(it.words())),
                refusal.map(it -> it.reason().fix(it.words())),
                refusal.map(Refusal::contributing).orElse(List.of()),
                explanation.checks(),
                refusal.isEmpty() ? Optional.empty() : smallestChange.get());
    }
}
