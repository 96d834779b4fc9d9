package dev.cardea.control;

import dev.cardea.model.CredentialId;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.SecretForms;
import dev.cardea.model.SecretText;

/// Renames a credential, switches it off and on, or puts another secret in its place.
public final class ChangeCredential {
    private final Changes changes;
    private final Vault vault;
    private final SecretForms forms;

    public ChangeCredential(Changes changes, Vault vault, SecretForms forms) {
        this.changes = changes;
        this.vault = vault;
        this.forms = forms;
    }

    /// @param expected the revision that the draft was made from
    /// @throws ControlFailure.Declared when configuration declares it
    public ProviderCredential change(
            Mandate mandate, CredentialId id, long expected, CredentialDraft draft) {
        ProviderCredential current = current(mandate, id, expected);
        return changes.update(
                mandate,
                "credentials.change",
                ProviderCredential.class,
                new ProviderCredential(
                        id,
                        current.provider(),
                        current.organization(),
                        draft.name(),
                        current.sealed(),
                        current.fingerprint(),
                        draft.terms(),
                        draft.enabled(),
                        current.declaredAt(),
                        current.revision()));
    }

    /// @param expected the revision that was read
    /// @param trial looks at it before it is kept
    /// @throws ControlFailure.Declared when configuration declares it
    public ProviderCredential replace(
            Mandate mandate,
            CredentialId id,
            long expected,
            SecretText secret,
            CredentialTrial trial) {
        ProviderCredential current = current(mandate, id, expected);
        Provider provider =
                changes.records().find(mandate.reach(), Provider.class, current.provider());
        SecretText clean = Secrets.clean(secret, provider.dialect(), forms);
        ProviderCredential next =
                new ProviderCredential(
                        id,
                        current.provider(),
                        current.organization(),
                        current.name(),
                        vault.seal(id, clean),
                        clean.fingerprint(),
                        current.terms(),
                        current.enabled(),
                        current.declaredAt(),
                        current.revision());
        trial.judge(provider, next);
        return changes.update(mandate, "credentials.replace", ProviderCredential.class, next);
    }

    private ProviderCredential current(Mandate mandate, CredentialId id, long expected) {
        ProviderCredential current =
                changes.records().find(mandate.reach(), ProviderCredential.class, id);
        ProviderReach.undeclared(current, current.declaredAt());
        return Revisions.expect(current, expected);
    }
}
