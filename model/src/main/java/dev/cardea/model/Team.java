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

    @Override
    public Team withRevision(long revision) {
        return new Team(id, organization, name, state, grants, revision);
    }
}
