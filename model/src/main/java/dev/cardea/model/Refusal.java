package dev.cardea.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A decision against a call.
///
/// @param reason the first check that failed
/// @param words that fill the reason's sentences
/// @param contributing reasons of later checks that would fail too; filled in for records and
///     explanations, empty on the hot path
/// @param caller who it was, when the secret was proven; what may be told depends on it
public record Refusal(
        Reason reason,
        Map<String, String> words,
        List<Reason> contributing,
        Optional<Caller> caller) {
    public Refusal {
        words = Map.copyOf(words);
        contributing = List.copyOf(contributing);
    }

    public static Refusal of(Reason reason) {
        return new Refusal(reason, Map.of(), List.of(), Optional.empty());
    }

    public static Refusal of(Credential.Fault fault) {
        return new Refusal(fault.reason(), fault.words(), List.of(), Optional.empty());
    }

    /// Whether the caller proved a key.
    public boolean proven() {
        return caller.isPresent();
    }
}
