package dev.cardea.model;

/// A program of a team that calls APIs; its keys are issued to it.
public record Application(
        ApplicationId id, TeamId team, String name, Lifecycle state, Grants grants, long revision)
        implements Entity {

    @Override
    public Application withRevision(long revision) {
        return new Application(id, team, name, state, grants, revision);
    }
}
