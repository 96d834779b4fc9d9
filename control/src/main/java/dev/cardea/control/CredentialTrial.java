package dev.cardea.control;

import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;

/// Looks at a credential before it is kept.
@FunctionalInterface
public interface CredentialTrial {
    /// Takes every credential.
    CredentialTrial NONE = (_, _) -> {};

    /// @throws ControlFailure.CredentialRefused when the provider doesn't take it
    void judge(Provider provider, ProviderCredential credential);
}
