package dev.cardea.admin;

import dev.cardea.admin.json.Json;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.IssuedKey;
import dev.cardea.control.KeyDescription;
import dev.cardea.control.KeyDraft;
import dev.cardea.control.Made;
import dev.cardea.control.Mandate;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.Environment;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyType;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.OwnerId;
import dev.cardea.model.SecretText;
import dev.cardea.storage.Page;
import dev.cardea.storage.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Operations on keys.
final class KeyOperations {
    private static final String PATH = Operations.ROOT + "/keys";
    private static final String ONE = PATH + "/{id}";
    private static final String TAG = "keys";

    private final ControlPlane control;

    private KeyOperations(ControlPlane control) {
        this.control = control;
    }

    static List<Operation> table(ControlPlane control) {
        var it = new KeyOperations(control);
        return List.of(
                Operation.get(PATH, "listKeys")
                        .says(TAG, "The keys that the management key sees, the oldest first")
                        .paged()
                        .query("organization", "only those of this organization")
                        .query("application", "only those of this application")
                        .query("owner", "only those that this owner answers for")
                        .query("state", "only those in this state")
                        .query("name", "only those with this name")
                        .answers(KeyList.class, it::list),
                Operation.post(PATH, "issueKey")
                        .says(TAG, "Issues a key; its secret is in this answer and never again")
                        .creates()
                        .takes(KeyDraft.class, "NewKey", "environment", "type", "grants")
                        .answers(IssuedKeyDescription.class, it::issue),
                Operation.post(PATH + "/import", "importKey")
                        .says(TAG, "Takes in a key that was issued elsewhere")
                        .creates()
                        .takes(ForeignKey.class, "ForeignKey", "environment", "grants")
                        .answers(KeyDescription.class, it::adopt),
                Operation.get(ONE, "showKey")
                        .says(TAG, "A key, without its secret")
                        .answers(KeyDescription.class, it::show),
                Operation.patch(ONE, "changeKey")
                        .says(TAG, "Changes name, owner, times or grants (RFC 7396)")
                        .takes(KeyDraft.class, "KeyPatch")
                        .answers(KeyDescription.class, it::change),
                Operation.post(ONE + "/disable", "disableKey")
                        .says(TAG, "Switches a key off; it can be switched on again")
                        .takes(Why.class, "Why", "reason")
                        .answers(KeyDescription.class, it::disable),
                Operation.post(ONE + "/enable", "enableKey")
                        .says(TAG, "Switches a key on again")
                        .takes(Why.class, "Why", "reason")
                        .answers(KeyDescription.class, it::enable),
                Operation.post(ONE + "/revoke", "revokeKey")
                        .says(TAG, "Stops a key for good")
                        .takes(Revocation.class, "Revocation", "leaked")
                        .answers(KeyDescription.class, it::revoke),
                Operation.delete(ONE, "deleteKey")
                        .says(TAG, "Deletes a key for good; a tombstone says so to its users")
                        .answers(KeyDescription.class, it::delete));
    }

    record KeyList(List<KeyDescription> items, Optional<String> nextCursor) {}

    /// @param secret absent when the answer repeats an earlier one
    record IssuedKeyDescription(
            KeyId id,
            Optional<String> secret,
            OrganizationId organization,
            Optional<ApplicationId> application,
            Optional<OwnerId> owner,
            String name,
            Environment environment,
            KeyType type,
            KeyState state,
            List<String> fingerprints,
            Optional<Instant> notBefore,
            Optional<Instant> expiresAt,
            Grants grants,
            boolean intact,
            long revision) {
        static IssuedKeyDescription of(IssuedKey issued) {
            KeyDescription key = KeyDescription.of(issued.key());
            return new IssuedKeyDescription(
                    key.id(),
                    issued.secret().map(SecretText::reveal),
                    key.organization(),
                    key.application(),
                    key.owner(),
                    key.name(),
                    key.environment(),
                    key.type(),
                    key.state(),
                    key.fingerprints(),
                    key.notBefore(),
                    key.expiresAt(),
                    key.grants(),
                    key.intact(),
                    key.revision());
        }

        @Override
        public String toString() {
            return "IssuedKeyDescription(" + id + ")";
        }
    }

    record Why(Optional<String> reason) {}

    /// @param leaked whether its secret was seen where it shouldn't be
    record Revocation(String reason, boolean leaked) {}

    record ForeignKey(
            ApplicationId application,
            OwnerId owner,
            String name,
            SecretText secret,
            Environment environment,
            Optional<Instant> expiresAt,
            Grants grants) {}

    private Reply list(Ask ask) {
        Query<Key> query = Query.of(Key.class).after(ask.cursor()).limit(ask.limit());
        query =
                ask.parameter("organization", OrganizationId::new)
                        .map(query::organization)
                        .orElse(query);
        query = ask.parameter("application", ApplicationId::new).map(query::parent).orElse(query);
        query = ask.parameter("owner", OwnerId::new).map(query::owner).orElse(query);
        query = ask.parameter("state", Lists::state).map(query::state).orElse(query);
        query = ask.parameter("name", s -> s).map(query::name).orElse(query);
        Page<Key> page = control.records().list(ask.reach(), query);
        return Reply.of(
                new KeyList(
                        page.entities().stream().map(KeyDescription::of).toList(),
                        Lists.next(page.next())));
    }

    private Reply issue(Ask ask) {
        KeyDraft draft = ask.body(KeyDraft.class, defaults());
        IssuedKey issued = control.issueKey().issue(ask.mandate(), draft);
        return Reply.made(
                issued.secret().isEmpty(),
                issued.key().revision(),
                IssuedKeyDescription.of(issued));
    }

    private Reply adopt(Ask ask) {
        ObjectNode defaults = defaults();
        defaults.remove("type");
        ForeignKey foreign = ask.body(ForeignKey.class, defaults);
        Made<Key> made =
                control.issueKey()
                        .adopt(
                                ask.mandate(),
                                new KeyDraft(
                                        Optional.of(foreign.application()),
                                        foreign.owner(),
                                        foreign.name(),
                                        foreign.environment(),
                                        KeyType.SECRET,
                                        Optional.empty(),
                                        foreign.expiresAt(),
                                        foreign.grants()),
                                foreign.secret());
        return Reply.made(
                made.repeated(), made.entity().revision(), KeyDescription.of(made.entity()));
    }

    private Reply show(Ask ask) {
        return answer(control.records().find(ask.reach(), Key.class, ask.id(KeyId::new)));
    }

    private Reply change(Ask ask) {
        KeyId id = ask.id(KeyId::new);
        KeyDraft draft = ask.patched(control.changeKey().draft(ask.mandate(), id));
        return answer(control.changeKey().change(ask.mandate(), id, ask.revision(), draft));
    }

    private Reply disable(Ask ask) {
        return answer(control.disableKey().disable(why(ask), ask.id(KeyId::new)));
    }

    private Reply enable(Ask ask) {
        return answer(control.enableKey().enable(why(ask), ask.id(KeyId::new)));
    }

    private Reply revoke(Ask ask) {
        Revocation revocation = ask.body(Revocation.class, Json.object().put("leaked", false));
        Mandate mandate = ask.mandate().because(revocation.reason());
        KeyId id = ask.id(KeyId::new);
        return answer(
                revocation.leaked()
                        ? control.revokeKey().revokeLeaked(mandate, id)
                        : control.revokeKey().revoke(mandate, id));
    }

    private Reply delete(Ask ask) {
        KeyId id = ask.id(KeyId::new);
        return answer(control.deleteKey().delete(ask.mandate(), id, ask.revision()));
    }

    private static Mandate why(Ask ask) {
        return ask.body(Why.class).reason().map(ask.mandate()::because).orElse(ask.mandate());
    }

    private static Reply answer(Key key) {
        return Reply.at(key.revision(), KeyDescription.of(key));
    }

    private static ObjectNode defaults() {
        ObjectNode defaults = Json.object().put("environment", "live").put("type", "secret");
        defaults.putObject("grants");
        return defaults;
    }
}
