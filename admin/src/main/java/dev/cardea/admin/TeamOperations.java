package dev.cardea.admin;

import dev.cardea.admin.json.TreeWriter;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.FindAffectedKeys.AffectedKeys;
import dev.cardea.control.FirstStart;
import dev.cardea.control.Made;
import dev.cardea.control.TeamDraft;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Team;
import dev.cardea.model.TeamId;
import dev.cardea.storage.Page;
import dev.cardea.storage.Query;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Operations on teams.
final class TeamOperations {
    private static final String PATH = Operations.ROOT + "/teams";
    private static final String ONE = PATH + "/{id}";
    private static final String TAG = "teams";

    private final ControlPlane control;

    private TeamOperations(ControlPlane control) {
        this.control = control;
    }

    static List<Operation> table(ControlPlane control) {
        var it = new TeamOperations(control);
        return List.of(
                Operation.get(PATH, "listTeams")
                        .says(TAG, "The teams that the key sees, the oldest first")
                        .paged()
                        .query("organization", "only those of this organization")
                        .query("state", "only those in this state")
                        .query("name", "only the one with this name")
                        .answers(TeamList.class, it::list),
                Operation.post(PATH, "createTeam")
                        .says(TAG, "Makes a team")
                        .creates()
                        .takes(TeamDraft.class, "NewTeam", "state", "grants")
                        .answers(Team.class, it::create),
                Operation.get(ONE, "showTeam").says(TAG, "A team").answers(Team.class, it::show),
                Operation.patch(ONE, "changeTeam")
                        .says(TAG, "Changes what is sent (RFC 7396)")
                        .takes(TeamDraft.class, "TeamPatch")
                        .answers(Team.class, it::change),
                Operation.delete(ONE, "deleteTeam")
                        .says(TAG, "Deletes it for good; says which keys that stops")
                        .answers(DeletedTeam.class, it::delete),
                Operation.get(ONE + "/affected-keys", "listKeysOfTeam")
                        .says(TAG, "The keys that stop when it is suspended or deleted")
                        .answers(AffectedKeys.class, it::affected));
    }

    record TeamList(List<Team> items, Optional<String> nextCursor) {}

    /// @param stopped the keys that worked until then
    record DeletedTeam(Team team, AffectedKeys stopped) {}

    private Reply list(Ask ask) {
        Query<Team> query = Query.of(Team.class).after(ask.cursor()).limit(ask.limit());
        query = ask.parameter("organization", OrganizationId::new).map(query::parent).orElse(query);
        query = ask.parameter("state", Lists::state).map(query::state).orElse(query);
        query = ask.parameter("name", s -> s).map(query::name).orElse(query);
        Page<Team> page = control.records().list(ask.reach(), query);
        return Reply.of(new TeamList(page.entities(), Lists.next(page.next())));
    }

    private Reply create(Ask ask) {
        TeamDraft draft = ask.body(TeamDraft.class, defaults());
        Made<Team> made = control.createTeam().create(ask.mandate(), draft);
        return Reply.made(made.repeated(), made.entity().revision(), made.entity());
    }

    private Reply show(Ask ask) {
        return answer(find(ask));
    }

    private Reply change(Ask ask) {
        TeamDraft draft = ask.patched(TeamDraft.of(find(ask)));
        return answer(
                control.changeTeam()
                        .change(ask.mandate(), ask.id(TeamId::new), ask.revision(), draft));
    }

    private Reply delete(Ask ask) {
        TeamId id = ask.id(TeamId::new);
        long revision = ask.revision();
        AffectedKeys stopped = control.findAffectedKeys().of(ask.reach(), id);
        Team deleted = control.deleteTeam().delete(ask.mandate(), id, revision);
        return Reply.at(deleted.revision(), new DeletedTeam(deleted, stopped));
    }

    private Reply affected(Ask ask) {
        return Reply.of(control.findAffectedKeys().of(ask.reach(), ask.id(TeamId::new)));
    }

    private Team find(Ask ask) {
        return control.records().find(ask.reach(), Team.class, ask.id(TeamId::new));
    }

    private static Reply answer(Team team) {
        return Reply.at(team.revision(), team);
    }

    private static ObjectNode defaults() {
        ObjectNode defaults = TreeWriter.write(TeamDraft.named(FirstStart.ORGANIZATION, "new"));
        defaults.remove(List.of("name", "organization"));
        return defaults;
    }
}
