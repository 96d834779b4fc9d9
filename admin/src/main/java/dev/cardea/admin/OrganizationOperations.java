package dev.cardea.admin;

import dev.cardea.admin.json.TreeWriter;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.FindAffectedKeys.AffectedKeys;
import dev.cardea.control.Made;
import dev.cardea.control.OrganizationDraft;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import dev.cardea.storage.Page;
import dev.cardea.storage.Query;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Operations on organizations.
final class OrganizationOperations {
    private static final String PATH = Operations.ROOT + "/organizations";
    private static final String ONE = PATH + "/{id}";
    private static final String TAG = "organizations";

    private final ControlPlane control;

    private OrganizationOperations(ControlPlane control) {
        this.control = control;
    }

    static List<Operation> table(ControlPlane control) {
        var it = new OrganizationOperations(control);
        return List.of(
                Operation.get(PATH, "listOrganizations")
                        .says(TAG, "The organizations that the key sees, the oldest first")
                        .paged()
                        .query("state", "only those in this state")
                        .query("name", "only the one with this name")
                        .answers(OrganizationList.class, it::list),
                Operation.post(PATH, "createOrganization")
                        .says(TAG, "Makes an organization")
                        .creates()
                        .takes(
                                OrganizationDraft.class,
                                "NewOrganization",
                                "state",
                                "disclosure",
                                "grants")
                        .answers(Organization.class, it::create),
                Operation.get(ONE, "showOrganization")
                        .says(TAG, "An organization")
                        .answers(Organization.class, it::show),
                Operation.patch(ONE, "changeOrganization")
                        .says(TAG, "Changes what is sent (RFC 7396)")
                        .takes(OrganizationDraft.class, "OrganizationPatch")
                        .answers(Organization.class, it::change),
                Operation.delete(ONE, "deleteOrganization")
                        .says(TAG, "Deletes it for good; says which keys that stops")
                        .answers(DeletedOrganization.class, it::delete),
                Operation.get(ONE + "/affected-keys", "listKeysOfOrganization")
                        .says(TAG, "The keys that stop when it is suspended or deleted")
                        .answers(AffectedKeys.class, it::affected));
    }

    record OrganizationList(List<Organization> items, Optional<String> nextCursor) {}

    /// @param stopped the keys that worked until then
    record DeletedOrganization(Organization organization, AffectedKeys stopped) {}

    private Reply list(Ask ask) {
        Query<Organization> query =
                Query.of(Organization.class).after(ask.cursor()).limit(ask.limit());
        query = ask.parameter("state", Lists::state).map(query::state).orElse(query);
        query = ask.parameter("name", s -> s).map(query::name).orElse(query);
        Page<Organization> page = control.records().list(ask.reach(), query);
        return Reply.of(new OrganizationList(page.entities(), Lists.next(page.next())));
    }

    private Reply create(Ask ask) {
        OrganizationDraft draft = ask.body(OrganizationDraft.class, defaults());
        Made<Organization> made = control.createOrganization().create(ask.mandate(), draft);
        return Reply.made(made.repeated(), made.entity().revision(), made.entity());
    }

    private Reply show(Ask ask) {
        return answer(find(ask));
    }

    private Reply change(Ask ask) {
        OrganizationDraft draft = ask.patched(OrganizationDraft.of(find(ask)));
        return answer(
                control.changeOrganization()
                        .change(ask.mandate(), ask.id(OrganizationId::new), ask.revision(), draft));
    }

    private Reply delete(Ask ask) {
        OrganizationId id = ask.id(OrganizationId::new);
        long revision = ask.revision();
        AffectedKeys stopped = control.findAffectedKeys().of(ask.reach(), id);
        Organization deleted = control.deleteOrganization().delete(ask.mandate(), id, revision);
        return Reply.at(deleted.revision(), new DeletedOrganization(deleted, stopped));
    }

    private Reply affected(Ask ask) {
        return Reply.of(control.findAffectedKeys().of(ask.reach(), ask.id(OrganizationId::new)));
    }

    private Organization find(Ask ask) {
        return control.records().find(ask.reach(), Organization.class, ask.id(OrganizationId::new));
    }

    private static Reply answer(Organization organization) {
        return Reply.at(organization.revision(), organization);
    }

    private static ObjectNode defaults() {
        ObjectNode defaults = TreeWriter.write(OrganizationDraft.named("new"));
        defaults.remove("name");
        return defaults;
    }
}
