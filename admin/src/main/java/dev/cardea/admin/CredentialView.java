package dev.cardea.admin;

import dev.cardea.control.upstream.CredentialCheck;
import dev.cardea.control.upstream.CredentialStanding;
import dev.cardea.model.CredentialId;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import java.util.List;
import java.util.Optional;

/// A credential as the API shows it: how it fares, and the secret in no form.
///
/// @param check what came of trying it out, when it was handed in just now
record CredentialView(
        CredentialId id,
        ProviderId provider,
        Optional<OrganizationId> organization,
        String name,
        String fingerprint,
        int weight,
        int requestsPerMinute,
        int tokensPerMinute,
        List<String> models,
        boolean enabled,
        Optional<String> declaredAt,
        long revision,
        CredentialStanding health,
        Optional<CredentialCheck> check) {

    static CredentialView of(
            ProviderCredential it, CredentialStanding health, Optional<CredentialCheck> check) {
        return new CredentialView(
                it.id(),
                it.provider(),
                it.organization(),
                it.name(),
                it.fingerprint(),
                it.terms().weight(),
                it.terms().requestsPerMinute(),
                it.terms().tokensPerMinute(),
                it.terms().models(),
                it.enabled(),
                it.declaredAt(),
                it.revision(),
                health,
                check);
    }
}
