package dev.cardea.control;

import dev.cardea.model.Provider;
import dev.cardea.model.ProviderId;

/// Changes a provider, or switches it off and on.
public final class ChangeProvider {
    private final Changes changes;

    public ChangeProvider(Changes changes) {
        this.changes = changes;
    }

    /// @param expected the revision that the draft was made from
    /// @throws ControlFailure.Declared when configuration declares it
    public Provider change(Mandate mandate, ProviderId id, long expected, ProviderDraft draft) {
        Provider current = changes.records().find(mandate.reach(), Provider.class, id);
        ProviderReach.undeclared(current, current.declaredAt());
        Revisions.expect(current, expected);
        Revisions.same("/organization", current.organization(), draft.organization());
        ProviderReach.check(mandate, draft);
        return changes.update(
                mandate,
                "providers.change",
                Provider.class,
                draft.provider(id, current.declaredAt(), current.revision()));
    }
}
