package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Caller;
import dev.cardea.model.Check;
import dev.cardea.model.Decision;
import dev.cardea.model.Dialect;
import dev.cardea.model.Grants;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Refusal;
import dev.cardea.model.Route;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.Routed;
import dev.cardea.model.Skip;
import dev.cardea.model.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RetiredModelsTest {
    private final World world = new World();

    @Test
    void aModelIsRefusedFromItsDayOnAndNoSooner() {
        world.retired("m1", "2026-11-22", Optional.empty());
        assertThat(refusal("m1").reason().code()).isEqualTo("MODEL_RETIRED");
        assertThat(refusal("openai/m1").reason().code()).isEqualTo("MODEL_RETIRED");
        assertThat(judged("m1").told().told()).isEqualTo("Model 'm1' was retired on 2026-11-22.");

        world.retired("m1", "2026-11-23", Optional.empty());
        assertThat(admitted("m1").targets()).hasSize(1);
    }

    @Test
    void theSuccessorIsNamedWhereItIsKnown() {
        world.retired("m1", "2026-01-05", Optional.of("m2"));
        assertThat(judged("m1").told().told())
                .isEqualTo("Model 'm1' was retired on 2026-01-05; successor: 'm2'.");
    }

    @Test
    void whoMayNotUseItIsNotToldThatItIsGone() {
        world.retired("m1", "2026-01-05", Optional.empty()).grants(Grants.models("m2"));
        assertThat(refusal("m1").reason().code()).isEqualTo("MODEL_NOT_ALLOWED");
    }

    @Test
    void anotherProviderThatStillServesTheNameTakesTheCall() {
        world.retired("m1", "2026-01-05", Optional.empty())
                .provider("own", Dialect.OPENAI, List.of("m1"), false)
                .credential(new ProviderId("prov_own"));
        assertThat(admitted("m1").targets())
                .extracting(it -> it.provider().name())
                .containsExactly("own");
    }

    @Test
    void theExplanationTellsTheDay() {
        world.retired("m1", "2026-01-05", Optional.empty());
        Check check =
                judged("m1").explanation().checks().stream()
                        .filter(it -> it.verdict() == Check.Verdict.FAILED)
                        .findFirst()
                        .orElseThrow();
        assertThat(check.inputs()).containsEntry("openai/m1", "retired on 2026-01-05");
    }

    @Test
    void modelListsLeaveItOut() {
        world.retired("m1", "2026-01-05", Optional.empty());
        Caller caller = admit("m2").caller();
        assertThat(
                        world.admission()
                                .visibleModels(caller, world.snapshot(), Dialect.OPENAI, world.now))
                .extracting(VisibleModel::name)
                .containsExactly("gpt-3", "gpt-4", "m2");
    }

    @Test
    void aRoutePassesItOverAndIsRefusedWhenNothingElseIsLeft() {
        world.retired("m1", "2026-01-05", Optional.empty());
        route(RouteTarget.of("openai", "m1"), RouteTarget.of("openai", "m2"));
        Route route = admitted("fast");
        assertThat(route.targets()).extracting(Target::model).containsExactly("m2");
        assertThat(route.routed().orElseThrow().passedOver())
                .extracting(Routed.PassedOver::why)
                .containsExactly(Skip.RETIRED);

        world.retired("m2", "2026-02-05", Optional.empty());
        assertThat(refusal("fast").reason().code()).isEqualTo("MODEL_RETIRED");
        assertThat(refusal("fast").contributing()).isEmpty();
        assertThat(judged("fast").told().told())
                .isEqualTo("Model 'fast' was retired on 2026-01-05.");
    }

    private void route(RouteTarget... targets) {
        world.put(RouteChoiceTest.route(RoutePolicy.PRIORITY, targets));
    }

    private Judged judged(String model) {
        return Judged.of(world, Request.bearer(world.key).model(model));
    }

    private Refusal refusal(String model) {
        return judged(model).refusal();
    }

    private Route admitted(String model) {
        return admit(model).route();
    }

    private Decision.Admit admit(String model) {
        Judged judged = judged(model);
        assertThat(judged.explanation().decision()).isEqualTo(judged.decision());
        return (Decision.Admit) judged.decision();
    }
}
