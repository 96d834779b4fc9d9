package dev.cardea.control;

import dev.cardea.model.ProviderCredential;

/// What an administrator says of a credential besides its secret.
public record CredentialDraft(String name, boolean enabled) {
    public CredentialDraft {
        Words.name("/name", name);
    }

    /// What would have to be said for this record.
    public static CredentialDraft of(ProviderCredential it) {
        return new CredentialDraft(it.name(), it.enabled());
    }
}
