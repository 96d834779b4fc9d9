package dev.cardea.control;

import dev.cardea.model.Application;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.Id;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Team;
import java.security.SecureRandom;

/// Makes an application.
public final class CreateApplication {
    private final Changes changes;
    private final SecureRandom random;

    public CreateApplication(Changes changes, SecureRandom random) {
        this.changes = changes;
        this.random = random;
    }

    /// @throws ControlFailure.NotFound when its team is not there
    public Made<Application> create(Mandate mandate, ApplicationDraft draft) {
        Team team = changes.records().find(mandate.reach(), Team.class, draft.team());
        if (team.state() == Lifecycle.DELETED) {
            throw Lifecycles.gone(team);
        }
        ApplicationId id = new ApplicationId(ApplicationId.PREFIX + Id.random(random));
        return changes.create(
                mandate, "applications.create", Application.class, draft.application(id, 0));
    }
}
