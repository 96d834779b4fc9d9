package dev.cardea.dialect.classify;

import dev.cardea.model.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a provider's error means.
public sealed interface Verdict {

    /// How it was found out.
    Finding finding();

    /// The provider, its account or the gateway's credential there is in trouble: not the caller's
    /// fault.
    ///
    /// @param contributing other reasons that the answer would give by itself
    /// @param words that fill the reason's sentences
    /// @param retryAfter when the provider wants to be asked again
    /// @param marksCredential whether it speaks against the credential itself: a second, independent
    ///     one like it makes the credential count as failing. Permission, region, network and model
    ///     never do, and nothing does during an incident
    record ProviderTrouble(
            Reason reason,
            List<Reason> contributing,
            Map<String, String> words,
            Optional<Duration> retryAfter,
            boolean marksCredential,
            Finding finding)
            implements Verdict {
        public ProviderTrouble {
            contributing = List.copyOf(contributing);
            words = Map.copyOf(words);
        }
    }

    /// The request itself was refused, as any caller's would be: the answer goes to the caller.
    record CallerRequest(Finding finding) implements Verdict {}

    /// What the verdict rests on. No secret is in it.
    ///
    /// @param rule the name of the rule that matched
    /// @param evidence what it saw
    /// @param message the provider's message, redacted and cut; empty when there was none
    /// @param facts what was read of the answer as name and value, redacted
    /// @param upstreamRequestId the provider's own id of the call
    record Finding(
            String rule,
            String evidence,
            String message,
            Map<String, String> facts,
            Optional<String> upstreamRequestId) {
        public Finding {
            facts = Map.copyOf(facts);
        }

        /// Whether the answer has any of the members that errors are made of.
        public boolean tellsOfError() {
            return !message.isEmpty() || facts.containsKey("code");
        }
    }
}
