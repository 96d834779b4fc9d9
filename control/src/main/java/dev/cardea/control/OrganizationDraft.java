package dev.cardea.control;

import dev.cardea.model.Disclosure;
import dev.cardea.model.Grants;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;

/// What an administrator says of an organization.
///
/// @param state active or suspended; deleting is a step of its own
public record OrganizationDraft(
        String name, Lifecycle state, Disclosure disclosure, Grants grants) {

    public OrganizationDraft {
        Words.name("/name", name);
        grants = GrantsCheck.check(grants);
        Lifecycles.check(state);
    }

    /// An active organization with the standard disclosure.
    public static OrganizationDraft named(String name) {
        return new OrganizationDraft(name, Lifecycle.ACTIVE, Disclosure.STANDARD, Grants.ALL);
    }

    /// What would have to be said for this record.
    public static OrganizationDraft of(Organization it) {
        return new OrganizationDraft(
                it.name(), Lifecycles.live(it, it.state()), it.disclosure(), it.grants());
    }

    Organization organization(OrganizationId id, long revision) {
        return new Organization(id, name, state, disclosure, grants, revision);
    }
}
