package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Decision;
import dev.cardea.model.Dialect;
import dev.cardea.model.Grants;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Readings;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which providers calls about files and the like may be for.
class KeptRulesTest {
    private final World world = new World();

    KeptRulesTest() {
        keeps("openai", "m1");
    }

    private void keeps(String name, String... models) {
        world.provider(name, Dialect.OPENAI, List.of(models), false)
                .credential(new ProviderId("prov_" + name));
        Provider provider =
                Objects.requireNonNull(
                        world.snapshot().providers().get(new ProviderId("prov_" + name)));
        world.put(provider.withResponses(true));
    }

    /// Names of the providers, or the code of the refusal.
    private String decided(String method, String path, String provider) {
        Request request = Request.bearer(world.key).on(method, path).ask(ModelAsk.NOT_NEEDED);
        if (!provider.isEmpty()) {
            request.field("X-Cardea-Provider", provider);
        }
        Snapshot snapshot = world.snapshot();
        Decision decision =
                Admission.reaching(Reach.SAME_DIALECT)
                        .decide(
                                request.call(World.NOW),
                                snapshot,
                                Readings.inStep(snapshot),
                                World.NOW);
        return switch (decision) {
            case Decision.Admit(_, var route) ->
                    route.targets().stream()
                            .map(it -> it.provider().name())
                            .collect(Collectors.joining(","));
            case Decision.Deny(var why) -> why.reason().code();
            case Decision.Await _, Decision.Throttle _ -> decision.toString();
        };
    }

    private String upload(String provider) {
        return decided("POST", "/v1/files", provider);
    }

    @Test
    void theOneProviderThatKeepsThemIsTaken() {
        world.provider("forgetful", Dialect.OPENAI, List.of("m9"), true)
                .credential(new ProviderId("prov_forgetful"));

        assertThat(upload("")).isEqualTo("openai");
        assertThat(upload("forgetful")).isEqualTo("PROVIDER_KEEPS_NOTHING");
        assertThat(upload("unheard")).isEqualTo("PROVIDER_KEEPS_NOTHING");
    }

    @Test
    void amongSeveralTheFieldOrTheThingSays() {
        keeps("spare", "m9");

        assertThat(upload("")).isEqualTo("PROVIDER_AMBIGUOUS");
        assertThat(decided("GET", "/v1/batches", "")).isEqualTo("PROVIDER_AMBIGUOUS");
        assertThat(upload("spare")).isEqualTo("spare");
        assertThat(decided("GET", "/v1/files/file-1", "")).isEqualTo("openai,spare");
        assertThat(decided("POST", "/v1/batches", "")).isEqualTo("openai,spare");
    }

    @Test
    void aKeyUsesTheProvidersOfItsModels() {
        keeps("spare", "m9");

        world.grants(Grants.models("m9"));
        assertThat(upload("")).isEqualTo("spare");
        world.grants(Grants.models("openai/*"));
        assertThat(upload("")).isEqualTo("openai");
        world.put(RouteChoiceTest.route(RoutePolicy.PRIORITY, RouteTarget.of("spare", "m9")));
        world.grants(Grants.models("fast"));
        assertThat(upload("")).isEqualTo("spare");
        assertThat(upload("openai")).isEqualTo("MODEL_NOT_ALLOWED");
        world.grants(Grants.models("unheard"));
        assertThat(upload("")).isEqualTo("MODEL_NOT_ALLOWED");
    }

    @Test
    void aKeyMayBeKeptFromThePath() {
        world.grants(new Grants(List.of(), List.of("/v1/chat/*"), List.of(), List.of(), List.of()));
        assertThat(upload("")).isEqualTo("ENDPOINT_NOT_ALLOWED");
        world.grants(new Grants(List.of(), List.of("/v1/files*"), List.of(), List.of(), List.of()));
        assertThat(decided("DELETE", "/v1/files/file-1", "")).isEqualTo("openai");
        assertThat(decided("PUT", "/v1/files/file-1", "")).isEqualTo("HTTP_METHOD_NOT_SUPPORTED");
    }

    @Test
    void whereTheFieldSaysItIsKeptForTheReplay() {
        Snapshot snapshot = world.snapshot();
        Request request =
                Request.bearer(world.key)
                        .on("POST", "/v1/files")
                        .field("X-Cardea-Provider", "openai");
        assertThat(CallFacts.of(request.call(World.NOW), snapshot, Readings.inStep(snapshot)))
                .containsEntry("provider", "openai");
        Request strange =
                Request.bearer(world.key)
                        .on("POST", "/v1/files")
                        .field("X-Cardea-Provider", "sk-secret");
        assertThat(CallFacts.of(strange.call(World.NOW), snapshot, Readings.inStep(snapshot)))
                .containsEntry("provider", "(unknown)");
    }
}
