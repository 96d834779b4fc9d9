package dev.cardea.admin;

import dev.cardea.admin.json.Json;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.FindAffectedKeys.AffectedKeys;
import dev.cardea.control.Made;
import dev.cardea.control.OwnerDraft;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import dev.cardea.storage.Page;
import dev.cardea.storage.Query;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Operations on owners.
final class OwnerOperations {
    private static final String PATH = Operations.ROOT + "/owners";
    private static final String ONE = PATH + "/{id}";
    private static final String TAG = "owners";

    private final ControlPlane control;

    private OwnerOperations(ControlPlane control) {
        this.control = control;
    }

    static List<Operation> table(ControlPlane control) {
        var it = new OwnerOperations(control);
        return List.of(
                Operation.get(PATH, "listOwners")
                        .says(TAG, "The owners that the key sees, the oldest first")
                        .paged()
                        .query("organization", "only those of this organization")
                        .query("standing", "only those in this standing")
                        .query("name", "only the one with this name")
                        .answers(OwnerList.class, it::list),
                Operation.post(PATH, "createOwner")
                        .says(TAG, "Makes an owner")
                        .creates()
                        .takes(OwnerDraft.class, "NewOwner", "standing")
                        .answers(Owner.class, it::create),
                Operation.get(ONE, "showOwner")
                        .says(TAG, "An owner")
                        .answers(Owner.class, it::show),
                Operation.patch(ONE, "changeOwner")
                        .says(TAG, "Changes what is sent (RFC 7396)")
                        .takes(OwnerDraft.class, "OwnerPatch")
                        .answers(Owner.class, it::change),
                Operation.delete(ONE, "deleteOwner")
                        .says(TAG, "Deletes it for good; says which keys that stops")
                        .answers(DeletedOwner.class, it::delete),
                Operation.get(ONE + "/affected-keys", "listKeysOfOwner")
                        .says(TAG, "The keys that stop when it is suspended or deleted")
                        .answers(AffectedKeys.class, it::affected));
    }

    record OwnerList(List<Owner> items, Optional<String> nextCursor) {}

    /// @param stopped the keys that worked until then
    record DeletedOwner(Owner owner, AffectedKeys stopped) {}

    private Reply list(Ask ask) {
        Query<Owner> query = Query.of(Owner.class).after(ask.cursor()).limit(ask.limit());
        query = ask.parameter("organization", OrganizationId::new).map(query::parent).orElse(query);
        query = ask.parameter("standing", Lists::state).map(query::state).orElse(query);
        query = ask.parameter("name", s -> s).map(query::name).orElse(query);
        Page<Owner> page = control.records().list(ask.reach(), query);
        return Reply.of(new OwnerList(page.entities(), Lists.next(page.next())));
    }

    private Reply create(Ask ask) {
        OwnerDraft draft = ask.body(OwnerDraft.class, defaults());
        Made<Owner> made = control.createOwner().create(ask.mandate(), draft);
        return Reply.made(made.repeated(), made.entity().revision(), made.entity());
    }

    private Reply show(Ask ask) {
        return answer(find(ask));
    }

    private Reply change(Ask ask) {
        OwnerDraft draft = ask.patched(OwnerDraft.of(find(ask)));
        return answer(
                control.changeOwner()
                        .change(ask.mandate(), ask.id(OwnerId::new), ask.revision(), draft));
    }

    private Reply delete(Ask ask) {
        OwnerId id = ask.id(OwnerId::new);
        long revision = ask.revision();
        AffectedKeys stopped = control.findAffectedKeys().of(ask.reach(), id);
        Owner deleted = control.deleteOwner().delete(ask.mandate(), id, revision);
        return Reply.at(deleted.revision(), new DeletedOwner(deleted, stopped));
    }

    private Reply affected(Ask ask) {
        return Reply.of(control.findAffectedKeys().of(ask.reach(), ask.id(OwnerId::new)));
    }

    private Owner find(Ask ask) {
        return control.records().find(ask.reach(), Owner.class, ask.id(OwnerId::new));
    }

    private static Reply answer(Owner owner) {
        return Reply.at(owner.revision(), owner);
    }

    private static ObjectNode defaults() {
        return Json.object().put("standing", "active");
    }
}
