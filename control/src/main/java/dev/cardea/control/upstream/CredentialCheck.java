package dev.cardea.control.upstream;

import dev.cardea.model.CredentialId;
import java.time.Instant;
import java.util.Optional;

/// What came of listing a provider's models with a credential. No text of it holds a secret.
///
/// @param provider its name
/// @param credential empty when none was sent
/// @param name the credential's
/// @param code what the refusal means; empty when there was none
/// @param status the provider's HTTP status; empty when no answer came
/// @param models how many it listed
/// @param said what came of it, in one sentence; the provider's words among them
/// @param fix what to do about it; empty when nothing is
public record CredentialCheck(
        Instant at,
        String provider,
        Optional<CredentialId> credential,
        String name,
        Outcome outcome,
        String code,
        Optional<Integer> status,
        Optional<Integer> models,
        long millis,
        String rule,
        String evidence,
        String said,
        String fix) {

    /// How it went.
    public enum Outcome {
        /// The models were listed.
        WORKS,
        /// The provider knows the credential, and limits it just now.
        LIMITED,
        /// The provider refuses the credential or its account.
        REFUSED,
        /// No answer came, or none but of trouble at the provider's.
        UNREACHABLE,
        /// The answer says nothing of the credential.
        UNCLEAR,
        /// There is nothing to ask for at this kind of provider.
        NOT_CHECKABLE
    }
}
