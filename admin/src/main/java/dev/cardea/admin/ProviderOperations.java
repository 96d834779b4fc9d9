package dev.cardea.admin;

import dev.cardea.admin.json.Json;
import dev.cardea.control.ClassifyAnswer;
import dev.cardea.control.ClassifyAnswer.PastedAnswer;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.Made;
import dev.cardea.control.ProviderDraft;
import dev.cardea.control.catalogue.CatalogueProvider;
import dev.cardea.control.catalogue.CatalogueShelf;
import dev.cardea.control.upstream.CredentialCheck;
import dev.cardea.control.upstream.DescribeProviders.ProviderStanding;
import dev.cardea.control.upstream.Upstreams;
import dev.cardea.dialect.classify.UpstreamClassifier;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderId;
import dev.cardea.storage.Page;
import dev.cardea.storage.Query;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Operations on providers. A provider isn't deleted but switched off, so that old calls keep a name.
final class ProviderOperations {
    private static final String PATH = Operations.ROOT + "/providers";
    private static final String ONE = PATH + "/{id}";
    private static final String TAG = "providers";

    private final ControlPlane control;
    private final Upstreams upstreams;
    private final CatalogueShelf catalogue;
    private final ClassifyAnswer classifyAnswer;

    private ProviderOperations(Plane plane) {
        control = plane.control();
        upstreams = plane.upstreams();
        catalogue = plane.catalogue();
        classifyAnswer =
                new ClassifyAnswer(catalogue::current, UpstreamClassifier::standard, plane.clock());
    }

    static List<Operation> table(Plane plane) {
        var it = new ProviderOperations(plane);
        return List.of(
                Operation.get(PATH, "listProviders")
                        .says(TAG, "The providers that the key sees, the oldest first")
                        .paged()
                        .query("organization", "only those of this organization")
                        .query("state", "enabled or disabled")
                        .query("name", "only the one with this name")
                        .answers(ProviderList.class, it::list),
                Operation.post(PATH, "createProvider")
                        .says(TAG, "Adds a provider")
                        .creates()
                        .takes(
                                ProviderDraft.class,
                                "NewProvider",
                                "unlisted_models",
                                "keyless",
                                "responses",
                                "enabled")
                        .answers(Provider.class, it::create),
                Operation.get(ONE, "showProvider")
                        .says(TAG, "A provider")
                        .answers(Provider.class, it::show),
                Operation.patch(ONE, "changeProvider")
                        .says(TAG, "Changes what is sent (RFC 7396)")
                        .takes(ProviderDraft.class, "ProviderPatch")
                        .answers(Provider.class, it::change),
                Operation.get(Operations.ROOT + "/upstreams", "describeUpstreams")
                        .says(
                                TAG,
                                "How providers and the gateway's credentials there fare, with the evidence")
                        .query("provider", "only the one with this name")
                        .answers(UpstreamList.class, it::standing),
                Operation.post(PATH + "/test", "testProviders")
                        .says(
                                TAG,
                                "Lists the models of a provider, or of all, with each credential")
                        .takes(Tested.class, "TestedProvider")
                        .answers(TestResults.class, it::test),
                Operation.post(PATH + "/classify", "classifyAnswer")
                        .says(TAG, "What an answer of a provider means; changes nothing")
                        .access(Access.READ)
                        .takes(PastedAnswer.class, "PastedAnswer", "credential_sent", "body")
                        .answers(ClassifyAnswer.Meaning.class, it::classify));
    }

    record UpstreamList(List<ProviderStanding> items) {}

    record Tested(Optional<String> provider) {}

    record TestResults(List<CredentialCheck> items) {}

    private Reply standing(Ask ask) {
        Optional<String> name = ask.parameter("provider", it -> it);
        return Reply.of(
                new UpstreamList(
                        upstreams.describeProviders().all(ask.reach()).stream()
                                .filter(it -> name.isEmpty() || name.get().equals(it.name()))
                                .toList()));
    }

    private Reply test(Ask ask) {
        return Reply.of(
                new TestResults(
                        upstreams
                                .checkProviders()
                                .check(ask.reach(), ask.body(Tested.class).provider())));
    }

    record ProviderList(List<Provider> items, Optional<String> nextCursor) {}

    private Reply list(Ask ask) {
        Query<Provider> query = Query.of(Provider.class).after(ask.cursor()).limit(ask.limit());
        query =
                ask.parameter("organization", OrganizationId::new)
                        .map(query::organization)
                        .orElse(query);
        query = ask.parameter("state", Lists::state).map(query::state).orElse(query);
        query = ask.parameter("name", s -> s).map(query::name).orElse(query);
        Page<Provider> page = control.records().list(ask.reach(), query);
        return Reply.of(new ProviderList(page.entities(), Lists.next(page.next())));
    }

    private Reply create(Ask ask) {
        ObjectNode defaults =
                Json.object()
                        .put("unlisted_models", true)
                        .put("keyless", false)
                        .put("responses", knownForResponses(ask.sent("name")))
                        .put("enabled", true);
        ProviderDraft draft = ask.body(ProviderDraft.class, defaults);
        Made<Provider> made = control.createProvider().create(ask.mandate(), draft);
        return Reply.made(made.repeated(), made.entity().revision(), made.entity());
    }

    private boolean knownForResponses(String name) {
        return catalogue.current().provider(name).filter(CatalogueProvider::responses).isPresent();
    }

    private Reply show(Ask ask) {
        return answer(find(ask));
    }

    private Reply change(Ask ask) {
        ProviderDraft draft = ask.patched(ProviderDraft.of(find(ask)));
        return answer(
                control.changeProvider()
                        .change(ask.mandate(), ask.id(ProviderId::new), ask.revision(), draft));
    }

    private Reply classify(Ask ask) {
        ObjectNode defaults = Json.object().put("credential_sent", true).put("body", "");
        return Reply.of(classifyAnswer.classify(ask.body(PastedAnswer.class, defaults)));
    }

    private Provider find(Ask ask) {
        return control.records().find(ask.reach(), Provider.class, ask.id(ProviderId::new));
    }

    private static Reply answer(Provider provider) {
        return Reply.at(provider.revision(), provider);
    }
}
