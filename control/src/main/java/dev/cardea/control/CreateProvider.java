package dev.cardea.control;

import dev.cardea.model.Id;
import dev.cardea.model.Organization;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderId;
import java.security.SecureRandom;
import java.util.Optional;

/// Adds a provider that calls can be forwarded to.
public final class CreateProvider {
    private final Changes changes;
    private final SecureRandom random;

    public CreateProvider(Changes changes, SecureRandom random) {
        this.changes = changes;
        this.random = random;
    }

    /// @throws ControlFailure.NotEntitled when a tenant would add one for all
    public Made<Provider> create(Mandate mandate, ProviderDraft draft) {
        if (!mandate.reach().covers(draft.organization())) {
            throw new ControlFailure.NotEntitled(AdminScope.INSTALLATION_WRITE.words());
        }
        draft.organization()
                .ifPresent(id -> changes.records().find(mandate.reach(), Organization.class, id));
        ProviderReach.check(mandate, draft);
        ProviderId id = new ProviderId(ProviderId.PREFIX + Id.random(random));
        return changes.create(
                mandate,
                "providers.create",
                Provider.class,
                draft.provider(id, Optional.empty(), 0));
    }
}
