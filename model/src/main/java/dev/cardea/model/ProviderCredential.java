package dev.cardea.model;

import java.util.Optional;

/// What Cardea authenticates with at a provider. The secret is here only as ciphertext.
///
/// @param organization the tenant whose calls use it; empty for the installation's own
/// @param sealed the secret under the key-encryption key, bound to the id
/// @param fingerprint tells two secrets apart without showing either
/// @param terms how much of the calls it takes
/// @param declaredAt file and line, or the environment variable, that configuration took it from
@Copied
public record ProviderCredential(
        CredentialId id,
        ProviderId provider,
        Optional<OrganizationId> organization,
        String name,
        Sealed sealed,
        String fingerprint,
        CredentialTerms terms,
        boolean enabled,
        Optional<String> declaredAt,
        long revision)
        implements Entity {

    /// One that takes any call, as much as its provider allows.
    public ProviderCredential(
            CredentialId id,
            ProviderId provider,
            Optional<OrganizationId> organization,
            String name,
            Sealed sealed,
            String fingerprint,
            boolean enabled,
            Optional<String> declaredAt,
            long revision) {
        this(
                id,
                provider,
                organization,
                name,
                sealed,
                fingerprint,
                CredentialTerms.ANY,
                enabled,
                declaredAt,
                revision);
    }

    /// The same, switched on or off.
    public ProviderCredential withEnabled(boolean enabled) {
        return ProviderCredentialBuilder.builder(this).enabled(enabled).build();
    }

    @Override
    public ProviderCredential withRevision(long revision) {
        return ProviderCredentialBuilder.builder(this).revision(revision).build();
    }
}
