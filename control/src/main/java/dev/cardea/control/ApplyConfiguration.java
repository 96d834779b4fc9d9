package dev.cardea.control;

import dev.cardea.model.CredentialId;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.Entity;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.SecretForms;
import dev.cardea.model.SecretText;
import dev.cardea.model.Sha256;
import dev.cardea.storage.Page;
import dev.cardea.storage.Query;
import dev.cardea.storage.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes the providers and credentials that configuration declares be as it says, in one commit.
/// What it declared before and doesn't any more is switched off, and from then on the admin API's to
/// change. A second run changes nothing.
///
/// Ids follow from the names, so that a declaration keeps its id over restarts.
public final class ApplyConfiguration {
    private final Changes changes;
    private final Vault vault;
    private final SecretForms forms;

    public ApplyConfiguration(Changes changes, Vault vault, SecretForms forms) {
        this.changes = changes;
        this.vault = vault;
        this.forms = forms;
    }

    /// A provider as configuration has it.
    ///
    /// @param where file and line, or the environment variable
    public record Declared(
            ProviderDraft draft, List<DeclaredCredential> credentials, String where) {
        public Declared {
            credentials = List.copyOf(credentials);
        }
    }

    /// A credential as configuration has it.
    ///
    /// @param name unique within its provider
    /// @param where file and line, or the environment variable
    public record DeclaredCredential(
            String name, SecretText secret, CredentialTerms terms, String where) {}

    /// @return how many records were written
    public int apply(List<Declared> declarations) {
        Map<ProviderId, Provider> providers = new LinkedHashMap<>();
        all(Query.of(Provider.class)).forEach(it -> providers.put(it.id(), it));
        Map<CredentialId, ProviderCredential> credentials = new LinkedHashMap<>();
        all(Query.of(ProviderCredential.class)).forEach(it -> credentials.put(it.id(), it));
        List<Write> writes = new ArrayList<>();
        for (Declared declared : declarations) {
            ProviderId id = providerId(declared, providers);
            Provider before = providers.remove(id);
            Provider after =
                    declared.draft()
                            .provider(
                                    id,
                                    Optional.of(declared.where()),
                                    before == null ? 0 : before.revision());
            if (!after.equals(before)) {
                writes.add(new Write(after, after.revision()));
            }
            for (DeclaredCredential credential : declared.credentials()) {
                CredentialId credentialId = credentialId(id, credential);
                credential(after, credentialId, credential, credentials.remove(credentialId))
                        .ifPresent(writes::add);
            }
        }
        providers.values().stream()
                .filter(it -> it.declaredAt().isPresent())
                .forEach(it -> writes.add(Write.update(off(it))));
        credentials.values().stream()
                .filter(it -> it.declaredAt().isPresent())
                .forEach(it -> writes.add(Write.update(off(it))));
        if (!writes.isEmpty()) {
            changes.write(Mandate.CONFIGURATION, "configuration.apply", writes);
        }
        return writes.size();
    }

    /// A provider of that name that was made by hand for the whole installation becomes the declared
    /// one; one of a tenant is in the way.
    private static ProviderId providerId(Declared declared, Map<ProviderId, Provider> providers) {
        String name = declared.draft().name();
        return providers.values().stream()
                .filter(it -> it.name().equals(name) && it.organization().isEmpty())
                .map(Provider::id)
                .findFirst()
                .orElse(new ProviderId(ProviderId.PREFIX + name));
    }

    private static CredentialId credentialId(ProviderId provider, DeclaredCredential credential) {
        return new CredentialId(
                CredentialId.PREFIX
                        + Sha256.of(provider + "\n" + credential.name()).hex().substring(0, 16));
    }

    private Optional<Write> credential(
            Provider provider,
            CredentialId id,
            DeclaredCredential declared,
            @Nullable ProviderCredential before) {
        SecretText secret = Secrets.clean(declared.secret(), provider.dialect(), forms);
        // A fingerprint could be equal by chance or stale by a changed key: what opens decides.
        boolean same = before != null && opens(before, secret);
        ProviderCredential after =
                new ProviderCredential(
                        id,
                        provider.id(),
                        Optional.empty(),
                        declared.name(),
                        same && before != null ? before.sealed() : vault.seal(id, secret),
                        secret.fingerprint(),
                        declared.terms(),
                        true,
                        Optional.of(declared.where()),
                        before == null ? 0 : before.revision());
        return after.equals(before)
                ? Optional.empty()
                : Optional.of(new Write(after, after.revision()));
    }

    private boolean opens(ProviderCredential credential, SecretText secret) {
        try {
            return vault.open(credential.id(), credential.sealed()).equals(secret);
        } catch (SealBroken _) {
            return false;
        }
    }

    private <E extends Entity> List<E> all(Query<E> query) {
        List<E> all = new ArrayList<>();
        Query<E> next = query.limit(Query.MAX_LIMIT);
        while (true) {
            Page<E> page = changes.records().list(Reach.installation(), next);
            all.addAll(page.entities());
            if (page.next().isEmpty()) {
                return all;
            }
            next = next.after(page.next().getAsLong());
        }
    }

    private static Provider off(Provider it) {
        return new Provider(
                it.id(),
                it.organization(),
                it.name(),
                it.dialect(),
                it.baseUrl(),
                it.models(),
                it.unlistedModels(),
                it.passThrough(),
                it.keyless(),
                it.responses(),
                it.statusPage(),
                false,
                Optional.empty(),
                it.revision());
    }

    private static ProviderCredential off(ProviderCredential it) {
        return new ProviderCredential(
                it.id(),
                it.provider(),
                it.organization(),
                it.name(),
                it.sealed(),
                it.fingerprint(),
                it.terms(),
                false,
                Optional.empty(),
                it.revision());
    }
}
