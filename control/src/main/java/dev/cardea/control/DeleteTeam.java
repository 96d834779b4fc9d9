package dev.cardea.control;

import dev.cardea.model.Lifecycle;
import dev.cardea.model.Team;
import dev.cardea.model.TeamId;

/// Deletes a team for good: all of its keys stop, and refusals say why.
public final class DeleteTeam {
    private final Changes changes;

    public DeleteTeam(Changes changes) {
        this.changes = changes;
    }

    /// Deleting what is deleted changes nothing.
    ///
    /// @param expected the revision that was read
    public Team delete(Mandate mandate, TeamId id, long expected) {
        Team current =
                Revisions.expect(changes.records().find(mandate.reach(), Team.class, id), expected);
        if (current.state() == Lifecycle.DELETED) {
            return current;
        }
        return changes.update(
                mandate, "teams.delete", Team.class, current.withState(Lifecycle.DELETED));
    }
}
