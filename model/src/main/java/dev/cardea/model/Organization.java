package dev.cardea.model;

/// A tenant. Everything else belongs to one, or to the installation as a whole.
///
/// @param name what people call it
/// @param disclosure how much refusals tell this organization's callers
/// @param grants what no key of this organization may exceed
public record Organization(
        OrganizationId id,
        String name,
        Lifecycle state,
        Disclosure disclosure,
        Grants grants,
        long revision)
        implements Entity {

    /// The same in another state.
    public Organization withState(Lifecycle state) {
        return new Organization(id, name, state, disclosure, grants, revision);
    }

    /// The same with other grants.
    public Organization withGrants(Grants grants) {
        return new Organization(id, name, state, disclosure, grants, revision);
    }

    @Override
    public Organization withRevision(long revision) {
        return new Organization(id, name, state, disclosure, grants, revision);
    }
}
