package dev.cardea.control;

import dev.cardea.model.CredentialId;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import java.util.List;
import java.util.Optional;

/// What administrators see of a provider's credential: not the secret, in no form.
///
/// @param fingerprint tells two secrets apart without showing either
/// @param weight its share of the calls beside the others of its provider
/// @param requestsPerMinute 0 when only the provider limits them
/// @param tokensPerMinute 0 when only the provider limits them
/// @param models that it may be used for; empty for all
/// @param declaredAt file and line, or the environment variable, that configuration took it from
public record CredentialDescription(
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
        long revision) {

    public static CredentialDescription of(ProviderCredential it) {
        return new CredentialDescription(
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
                it.revision());
    }
}
