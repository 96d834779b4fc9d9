package dev.cardea.control;

import dev.cardea.model.Id;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Organization;
import dev.cardea.model.Team;
import dev.cardea.model.TeamId;
import java.security.SecureRandom;

/// Makes a team.
public final class CreateTeam {
    private final Changes changes;
    private final SecureRandom random;

    public CreateTeam(Changes changes, SecureRandom random) {
        this.changes = changes;
        this.random = random;
    }

    /// @throws ControlFailure.NotFound when its organization is not there
    public Made<Team> create(Mandate mandate, TeamDraft draft) {
        Organization organization =
                changes.records().find(mandate.reach(), Organization.class, draft.organization());
        if (organization.state() == Lifecycle.DELETED) {
            throw Lifecycles.gone(organization);
        }
        TeamId id = new TeamId(TeamId.PREFIX + Id.random(random));
        return changes.create(mandate, "teams.create", Team.class, draft.team(id, 0));
    }
}
