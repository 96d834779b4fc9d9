package dev.cardea.relay;

import dev.cardea.dialect.classify.Verdict;
import dev.cardea.model.Provider;
import dev.cardea.model.Target;
import java.util.Optional;

/// What a provider's errors mean for the attempt that met them.
///
/// @param turn told of what speaks against its credential
record Judgement(RelayLoop loop, CredentialTurn turn) {

    /// What an answer means, by what is known of the provider and the model besides.
    Verdict of(Preparation.Ready ready, ErrorAnswer said) {
        Provider provider = ready.target().provider();
        String model = ready.target().model();
        return said.verdict(
                model,
                loop.models().retired(provider.name(), model),
                ready.secret(),
                loop.plane().ports().watch().incident(provider.id()).isPresent());
    }

    /// What went wrong when an answer itself says that it failed, after it had begun.
    Failure inside(Preparation.Ready ready, Answer from) {
        Optional<byte[]> evidence = from.evidence();
        if (evidence.isEmpty()) {
            return Failure.invalidAnswer("ended early");
        }
        Target target = ready.target();
        ErrorAnswer said = ErrorAnswer.inside(target.provider(), from.from(), evidence.get());
        return switch (of(ready, said)) {
            case Verdict.ProviderTrouble trouble -> {
                turn.failed(said.fault(trouble, target.model()));
                yield said.failure(trouble);
            }
            case Verdict.CallerRequest _ -> Failure.invalidAnswer("an error within");
        };
    }
}
