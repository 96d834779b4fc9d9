package dev.cardea.control;

import dev.cardea.model.Application;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.Grants;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.TeamId;

/// What an administrator says of an application.
///
/// @param team can't be changed later
/// @param state active or suspended; deleting is a step of its own
public record ApplicationDraft(TeamId team, String name, Lifecycle state, Grants grants) {

    public ApplicationDraft {
        Words.name("/name", name);
        grants = GrantsCheck.check(grants);
        Lifecycles.check(state);
    }

    /// An active application without restrictions.
    public static ApplicationDraft named(TeamId team, String name) {
        return new ApplicationDraft(team, name, Lifecycle.ACTIVE, Grants.ALL);
    }

    /// What would have to be said for this record.
    public static ApplicationDraft of(Application it) {
        return new ApplicationDraft(
                it.team(), it.name(), Lifecycles.live(it, it.state()), it.grants());
    }

    Application application(ApplicationId id, long revision) {
        return new Application(id, team, name, state, grants, revision);
    }
}
