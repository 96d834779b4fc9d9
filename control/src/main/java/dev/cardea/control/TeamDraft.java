package dev.cardea.control;

import dev.cardea.model.Grants;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Team;
import dev.cardea.model.TeamId;

/// What an administrator says of a team.
///
/// @param organization can't be changed later
/// @param state active or suspended; deleting is a step of its own
public record TeamDraft(OrganizationId organization, String name, Lifecycle state, Grants grants) {

    public TeamDraft {
        Words.name("/name", name);
        grants = GrantsCheck.check(grants);
        Lifecycles.check(state);
    }

    /// An active team without restrictions.
    public static TeamDraft named(OrganizationId organization, String name) {
        return new TeamDraft(organization, name, Lifecycle.ACTIVE, Grants.ALL);
    }

    /// What would have to be said for this record.
    public static TeamDraft of(Team it) {
        return new TeamDraft(
                it.organization(), it.name(), Lifecycles.live(it, it.state()), it.grants());
    }

    Team team(TeamId id, long revision) {
        return new Team(id, organization, name, state, grants, revision);
    }
}
