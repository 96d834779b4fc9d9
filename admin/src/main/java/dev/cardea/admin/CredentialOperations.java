package dev.cardea.admin;

import dev.cardea.admin.json.Json;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.CredentialDraft;
import dev.cardea.control.Made;
import dev.cardea.control.upstream.CheckCredential;
import dev.cardea.control.upstream.CredentialCheck;
import dev.cardea.control.upstream.DescribeProviders;
import dev.cardea.model.CredentialId;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.SecretText;
import dev.cardea.storage.Page;
import dev.cardea.storage.Query;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Operations on the credentials of providers. Secrets go in and never come out.
final class CredentialOperations {
    private static final String PATH = Operations.ROOT + "/credentials";
    private static final String ONE = PATH + "/{id}";
    private static final String TAG = "credentials";

    private final ControlPlane control;
    private final CheckCredential check;
    private final DescribeProviders describe;

    private CredentialOperations(Plane plane) {
        control = plane.control();
        check = plane.upstreams().checkCredential();
        describe = plane.upstreams().describeProviders();
    }

    static List<Operation> table(Plane plane) {
        var it = new CredentialOperations(plane);
        return List.of(
                Operation.get(PATH, "listCredentials")
                        .says(TAG, "The credentials that the key sees, the oldest first")
                        .paged()
                        .query("provider", "only those of this provider")
                        .query("state", "enabled or disabled")
                        .answers(CredentialList.class, it::list),
                Operation.post(PATH, "addCredential")
                        .says(TAG, "Gives Cardea a credential for a provider")
                        .creates()
                        .takes(
                                NewCredential.class,
                                "NewCredential",
                                "weight",
                                "requests_per_minute",
                                "tokens_per_minute",
                                "enabled",
                                "check")
                        .answers(CredentialView.class, it::add),
                Operation.get(ONE, "showCredential")
                        .says(TAG, "A credential, without its secret")
                        .answers(CredentialView.class, it::show),
                Operation.patch(ONE, "changeCredential")
                        .says(TAG, "Changes what is sent of a credential but its secret (RFC 7396)")
                        .takes(CredentialDraft.class, "CredentialPatch")
                        .answers(CredentialView.class, it::change),
                Operation.put(ONE + "/secret", "replaceCredentialSecret")
                        .says(TAG, "Puts another secret in its place")
                        .takes(NewSecret.class, "NewSecret", "check")
                        .answers(CredentialView.class, it::replace));
    }

    record CredentialList(List<CredentialView> items, Optional<String> nextCursor) {}

    record NewCredential(
            ProviderId provider,
            String name,
            SecretText secret,
            int weight,
            int requestsPerMinute,
            int tokensPerMinute,
            List<String> models,
            boolean enabled,
            boolean check) {
        CredentialDraft draft() {
            return new CredentialDraft(
                    name, weight, requestsPerMinute, tokensPerMinute, models, enabled);
        }
    }

    private static ObjectNode defaults() {
        return Json.object()
                .put("weight", 1)
                .put("requests_per_minute", 0)
                .put("tokens_per_minute", 0)
                .put("enabled", true)
                .put("check", true);
    }

    record NewSecret(SecretText secret, boolean check) {}

    private Reply list(Ask ask) {
        Query<ProviderCredential> query =
                Query.of(ProviderCredential.class).after(ask.cursor()).limit(ask.limit());
        query = ask.parameter("provider", ProviderId::new).map(query::parent).orElse(query);
        query = ask.parameter("state", Lists::state).map(query::state).orElse(query);
        Page<ProviderCredential> page = control.records().list(ask.reach(), query);
        return Reply.of(
                new CredentialList(
                        page.entities().stream().map(it -> view(it, Optional.empty())).toList(),
                        Lists.next(page.next())));
    }

    private Reply add(Ask ask) {
        NewCredential sent = ask.body(NewCredential.class, defaults());
        Trial trial = new Trial(check, sent.check());
        Made<ProviderCredential> made =
                control.addCredential()
                        .add(ask.mandate(), sent.provider(), sent.draft(), sent.secret(), trial);
        return Reply.made(
                made.repeated(), made.entity().revision(), view(made.entity(), trial.result()));
    }

    private Reply show(Ask ask) {
        return answer(find(ask));
    }

    private Reply change(Ask ask) {
        CredentialDraft draft = ask.patched(CredentialDraft.of(find(ask)));
        return answer(
                control.changeCredential()
                        .change(ask.mandate(), ask.id(CredentialId::new), ask.revision(), draft));
    }

    private Reply replace(Ask ask) {
        NewSecret sent = ask.body(NewSecret.class, Json.object().put("check", true));
        Trial trial = new Trial(check, sent.check());
        ProviderCredential replaced =
                control.changeCredential()
                        .replace(
                                ask.mandate(),
                                ask.id(CredentialId::new),
                                ask.revision(),
                                sent.secret(),
                                trial);
        return Reply.at(replaced.revision(), view(replaced, trial.result()));
    }

    private ProviderCredential find(Ask ask) {
        return control.records()
                .find(ask.reach(), ProviderCredential.class, ask.id(CredentialId::new));
    }

    private Reply answer(ProviderCredential credential) {
        return Reply.at(credential.revision(), view(credential, Optional.empty()));
    }

    private CredentialView view(ProviderCredential credential, Optional<CredentialCheck> check) {
        return CredentialView.of(credential, describe.of(credential), check);
    }
}
