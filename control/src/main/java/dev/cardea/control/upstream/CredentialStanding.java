package dev.cardea.control.upstream;

import dev.cardea.model.CredentialHealth;
import dev.cardea.model.CredentialState;
import dev.cardea.model.CredentialWatch.Report;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.UpstreamFault;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// How a credential fares, for those who run the gateway. No text of it holds a secret.
///
/// @param since when it came into this state
/// @param until when it is through with cooling
/// @param observations how many speak against it
/// @param evidence what the state rests on; absent while it is healthy
/// @param calls that used it since this node started
/// @param failures among them and the checks
/// @param lastFailure the last one, whether or not it speaks against the credential
/// @param fix what to do about its state; empty when nothing is
public record CredentialStanding(
        CredentialState state,
        Instant since,
        Optional<Instant> until,
        int observations,
        Optional<Evidence> evidence,
        long calls,
        long failures,
        Optional<Instant> lastAnswer,
        Optional<Evidence> lastFailure,
        String fix) {

    /// What was seen.
    ///
    /// @param code what it means
    /// @param status the provider's; absent when no answer came
    /// @param rule that matched
    /// @param saw what the rule saw
    /// @param message the provider's own, redacted
    public record Evidence(
            Instant at,
            String code,
            Optional<Integer> status,
            String rule,
            String saw,
            String message,
            String model) {
        static Evidence of(UpstreamFault fault) {
            return new Evidence(
                    fault.at(),
                    fault.reason().code(),
                    fault.status() == 0 ? Optional.empty() : Optional.of(fault.status()),
                    fault.rule(),
                    fault.evidence(),
                    fault.message(),
                    fault.model());
        }
    }

    public static CredentialStanding of(ProviderCredential credential, Report report) {
        CredentialHealth health = report.health();
        return new CredentialStanding(
                credential.enabled() ? health.state() : CredentialState.DISABLED,
                health.since(),
                health.until(),
                health.strikes(),
                health.evidence().map(Evidence::of),
                report.calls(),
                report.failures(),
                report.lastAnswer(),
                report.lastFailure().map(Evidence::of),
                credential.enabled()
                        ? health.evidence().map(it -> it.reason().fix(words(it))).orElse("")
                        : "");
    }

    private static Map<String, String> words(UpstreamFault fault) {
        return Map.of("model", fault.model());
    }
}
