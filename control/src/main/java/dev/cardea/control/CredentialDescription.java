package dev.cardea.control;

import dev.cardea.model.CredentialId;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import java.util.Optional;

/// What administrators see of a provider's credential: not the secret, in no form.
///
/// @param fingerprint tells two secrets apart without showing either
/// @param declaredAt file and line, or the environment variable, that configuration took it from
public record CredentialDescription(
        CredentialId id,
        ProviderId provider,
        Optional<OrganizationId> organization,
        String name,
        String fingerprint,
        boolean enabled,
        Optional<String> declaredAt,
        long revision) {

    public static CredentialDescription of(ProviderCredential it) {
        return new CredentialDescription(
                it.id(),
                it.provider(),
                it.organization(),
                it.name(),
                it.fingerprint(),
                it.enabled(),
                it.declaredAt(),
                it.revision());
    }
}
