package dev.cardea.model;

/// A group of people within an organization that owns applications.
///
/// @param grants what no key of this team may exceed
public record Team(
        TeamId id,
        OrganizationId organization,
        String name,
        Lifecycle state,
        Grants grants,
        long revision)
        implements Entity {

    /// The same in another state.
    public Team withState(Lifecycle state) {
        return new Team(id, organization, name, state, grants, revision);
    }

    /// The same with other grants.
    public Team withGrants(Grants grants) {
        return new Team(id, organization, name, state, grants, revision);
    }

    @Override
    public Team withRevision(long revision) {
        return new Team(id, organization, name, state, grants, revision);
    }
}
