package dev.cardea.relay;

import dev.cardea.model.Caller;
import dev.cardea.model.Organization;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Chooses what the gateway authenticates with at a provider.
final class UpstreamCredentials {
    private UpstreamCredentials() {}

    /// One of the caller's own organization, else one of the installation's; null when there is none.
    ///
    /// @param turn spreads calls over equal credentials
    static @Nullable ProviderCredential choose(
            Snapshot snapshot, Provider provider, Caller caller, int turn) {
        List<ProviderCredential> pool = snapshot.models().credentials(provider.id());
        Organization organization = caller.organization();
        ProviderCredential shared = null;
        for (int i = 0; i < pool.size(); i++) {
            ProviderCredential credential = pool.get(Math.floorMod(turn + i, pool.size()));
            if (credential.organization().isEmpty()) {
                shared = shared == null ? credential : shared;
            } else if (organization != null
                    && credential.organization().get().equals(organization.id())) {
                return credential;
            }
        }
        return shared;
    }
}
