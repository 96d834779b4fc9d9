package dev.cardea.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How the gateway's credentials at providers fare: what calls and checks tell of them, and what
/// choice goes by. Called on event loops: it answers from memory, never waits and never throws.
public interface CredentialWatch {
    /// Whether a call for a model may use it now.
    ///
    /// @param model as the provider knows it, empty when none is asked for
    Fitness fitness(ProviderCredential credential, String model);

    /// How long until it may be used again, where it is cooling or spent.
    Duration pause(ProviderCredential credential);

    /// A call goes out with it.
    void used(ProviderCredential credential);

    /// A call with it gets its answer.
    void answered(ProviderCredential credential);

    /// A call with it, or a check of it, failed; or one was answered that used up a limit.
    void failed(ProviderCredential credential, UpstreamFault fault);

    /// The list of models could be read with it.
    void checked(ProviderCredential credential);

    /// A call with it took so many tokens.
    void metered(CredentialId credential, long tokens);

    /// What is known of it.
    Report report(ProviderCredential credential);

    /// What a provider's status page says.
    ///
    /// @param incident in its words; empty when it reports none
    void reported(ProviderId provider, Optional<String> incident);

    /// The incident that a provider's status page reports, in its words.
    Optional<String> incident(ProviderId provider);

    /// How well it would do for a call, the best first.
    enum Fitness {
        READY,
        /// Suspect: worth a try when nothing better is there.
        DOUBTFUL,
        /// It ran into a limit a moment ago, or into one for another model.
        RESTING,
        /// The provider said when to come again.
        COOLING,
        /// The limits that the operator set are used up for this minute.
        SPENT,
        FAILING
    }

    /// @param calls that used it since the start
    /// @param failures among them and the checks
    /// @param lastAnswer when a call with it was answered last
    /// @param lastFailure the last failure, whether or not it speaks against the credential
    record Report(
            CredentialHealth health,
            long calls,
            long failures,
            Optional<Instant> lastAnswer,
            Optional<UpstreamFault> lastFailure) {}
}
