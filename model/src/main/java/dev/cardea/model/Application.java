package dev.cardea.model;

/// A program of a team that calls APIs; its keys are issued to it.
public record Application(
        ApplicationId id, TeamId team, String name, Lifecycle state, Grants grants, long revision)
        implements Entity {

    /// The same in another state.
    public Application withState(Lifecycle state) {
        return new Application(id, team, name, state, grants, revision);
    }

    /// The same with other grants.
    public Application withGrants(Grants grants) {
        return new Application(id, team, name, state, grants, revision);
    }

    @Override
    public Application withRevision(long revision) {
        return new Application(id, team, name, state, grants, revision);
    }
}
