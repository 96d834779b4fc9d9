package dev.cardea.control;

import dev.cardea.model.CredentialId;
import dev.cardea.model.Id;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.SecretForms;
import dev.cardea.model.SecretText;
import java.security.SecureRandom;
import java.util.Optional;

/// Gives Cardea a credential for a provider. The secret goes in and never comes out again.
public final class AddCredential {
    private final Changes changes;
    private final Vault vault;
    private final SecretForms forms;
    private final SecureRandom random;

    public AddCredential(Changes changes, Vault vault, SecretForms forms, SecureRandom random) {
        this.changes = changes;
        this.vault = vault;
        this.forms = forms;
        this.random = random;
    }

    /// @param trial looks at it before it is kept
    public Made<ProviderCredential> add(
            Mandate mandate,
            ProviderId provider,
            CredentialDraft draft,
            SecretText secret,
            CredentialTrial trial) {
        Provider owner = changes.records().find(mandate.reach(), Provider.class, provider);
        CredentialId id = new CredentialId(CredentialId.PREFIX + Id.random(random));
        SecretText clean = Secrets.clean(secret, owner.dialect(), forms);
        ProviderCredential credential =
                new ProviderCredential(
                        id,
                        provider,
                        owner.organization(),
                        draft.name(),
                        vault.seal(id, clean),
                        clean.fingerprint(),
                        draft.terms(),
                        draft.enabled(),
                        Optional.empty(),
                        0);
        trial.judge(owner, credential);
        return changes.create(mandate, "credentials.add", ProviderCredential.class, credential);
    }
}
