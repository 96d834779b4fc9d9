package dev.cardea.control;

import dev.cardea.model.Lifecycle;
import dev.cardea.model.Team;
import dev.cardea.model.TeamId;

/// Changes a team.
public final class ChangeTeam {
    private final Changes changes;

    public ChangeTeam(Changes changes) {
        this.changes = changes;
    }

    /// @param expected the revision that the draft was made from
    /// @throws ControlFailure.WrongState when it is deleted
    public Team change(Mandate mandate, TeamId id, long expected, TeamDraft draft) {
        Team current =
                Revisions.expect(changes.records().find(mandate.reach(), Team.class, id), expected);
        if (current.state() == Lifecycle.DELETED) {
            throw Lifecycles.gone(current);
        }
        Revisions.same("/organization", current.organization(), draft.organization());
        return changes.update(
                mandate, "teams.change", Team.class, draft.team(id, current.revision()));
    }
}
