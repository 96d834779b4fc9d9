package dev.cardea.admin;

import dev.cardea.admin.json.TreeWriter;
import dev.cardea.control.ApplicationDraft;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.FindAffectedKeys.AffectedKeys;
import dev.cardea.control.FirstStart;
import dev.cardea.control.Made;
import dev.cardea.model.Application;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.TeamId;
import dev.cardea.storage.Page;
import dev.cardea.storage.Query;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Operations on applications.
final class ApplicationOperations {
    private static final String PATH = Operations.ROOT + "/applications";
    private static final String ONE = PATH + "/{id}";
    private static final String TAG = "applications";

    private final ControlPlane control;

    private ApplicationOperations(ControlPlane control) {
        this.control = control;
    }

    static List<Operation> table(ControlPlane control) {
        var it = new ApplicationOperations(control);
        return List.of(
                Operation.get(PATH, "listApplications")
                        .says(TAG, "The applications that the key sees, the oldest first")
                        .paged()
                        .query("team", "only those of this team")
                        .query("state", "only those in this state")
                        .query("name", "only the one with this name")
                        .answers(ApplicationList.class, it::list),
                Operation.post(PATH, "createApplication")
                        .says(TAG, "Makes an application")
                        .creates()
                        .takes(ApplicationDraft.class, "NewApplication", "state", "grants")
                        .answers(Application.class, it::create),
                Operation.get(ONE, "showApplication")
                        .says(TAG, "An application")
                        .answers(Application.class, it::show),
                Operation.patch(ONE, "changeApplication")
                        .says(TAG, "Changes what is sent (RFC 7396)")
                        .takes(ApplicationDraft.class, "ApplicationPatch")
                        .answers(Application.class, it::change),
                Operation.delete(ONE, "deleteApplication")
                        .says(TAG, "Deletes it for good; says which keys that stops")
                        .answers(DeletedApplication.class, it::delete),
                Operation.get(ONE + "/affected-keys", "listKeysOfApplication")
                        .says(TAG, "The keys that stop when it is suspended or deleted")
                        .answers(AffectedKeys.class, it::affected));
    }

    record ApplicationList(List<Application> items, Optional<String> nextCursor) {}

    /// @param stopped the keys that worked until then
    record DeletedApplication(Application application, AffectedKeys stopped) {}

    private Reply list(Ask ask) {
        Query<Application> query =
                Query.of(Application.class).after(ask.cursor()).limit(ask.limit());
        query = ask.parameter("team", TeamId::new).map(query::parent).orElse(query);
        query = ask.parameter("state", Lists::state).map(query::state).orElse(query);
        query = ask.parameter("name", s -> s).map(query::name).orElse(query);
        Page<Application> page = control.records().list(ask.reach(), query);
        return Reply.of(new ApplicationList(page.entities(), Lists.next(page.next())));
    }

    private Reply create(Ask ask) {
        ApplicationDraft draft = ask.body(ApplicationDraft.class, defaults());
        Made<Application> made = control.createApplication().create(ask.mandate(), draft);
        return Reply.made(made.repeated(), made.entity().revision(), made.entity());
    }

    private Reply show(Ask ask) {
        return answer(find(ask));
    }

    private Reply change(Ask ask) {
        ApplicationDraft draft = ask.patched(ApplicationDraft.of(find(ask)));
        return answer(
                control.changeApplication()
                        .change(ask.mandate(), ask.id(ApplicationId::new), ask.revision(), draft));
    }

    private Reply delete(Ask ask) {
        ApplicationId id = ask.id(ApplicationId::new);
        long revision = ask.revision();
        AffectedKeys stopped = control.findAffectedKeys().of(ask.reach(), id);
        Application deleted = control.deleteApplication().delete(ask.mandate(), id, revision);
        return Reply.at(deleted.revision(), new DeletedApplication(deleted, stopped));
    }

    private Reply affected(Ask ask) {
        return Reply.of(control.findAffectedKeys().of(ask.reach(), ask.id(ApplicationId::new)));
    }

    private Application find(Ask ask) {
        return control.records().find(ask.reach(), Application.class, ask.id(ApplicationId::new));
    }

    private static Reply answer(Application application) {
        return Reply.at(application.revision(), application);
    }

    private static ObjectNode defaults() {
        ObjectNode defaults = TreeWriter.write(ApplicationDraft.named(FirstStart.TEAM, "new"));
        defaults.remove(List.of("name", "team"));
        return defaults;
    }
}
