package dev.cardea.admin;

import dev.cardea.control.ControlFailure;
import dev.cardea.control.CredentialTrial;
import dev.cardea.control.upstream.CheckCredential;
import dev.cardea.control.upstream.CredentialCheck;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import java.util.Optional;

/// Tries a credential out before it is kept. One that the provider refuses isn't; where no answer
/// comes, or none that says anything of it, it is, and the answer tells so.
final class Trial implements CredentialTrial {
    private final CheckCredential check;
    private final boolean wanted;
    private Optional<CredentialCheck> result = Optional.empty();

    /// @param wanted false when the client said that it knows better
    Trial(CheckCredential check, boolean wanted) {
        this.check = check;
        this.wanted = wanted;
    }

    @Override
    public void judge(Provider provider, ProviderCredential credential) {
        if (!wanted || !provider.enabled()) {
            return;
        }
        CredentialCheck found = check.tryOut(provider, Optional.of(credential));
        result = Optional.of(found);
        if (found.outcome() == CredentialCheck.Outcome.REFUSED) {
            throw new ControlFailure.CredentialRefused(found.code(), found.said(), found.fix());
        }
    }

    /// What came of it; empty when it wasn't tried.
    Optional<CredentialCheck> result() {
        return result;
    }
}
