package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Caller;
import dev.cardea.model.Check;
import dev.cardea.model.CredentialId;
import dev.cardea.model.Decision;
import dev.cardea.model.Dialect;
import dev.cardea.model.Disclosure;
import dev.cardea.model.Grants;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Route;
import dev.cardea.model.RouteId;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.Routed;
import dev.cardea.model.Skip;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ModelRoutesTest {
    private final World world = new World();

    @Test
    void aliasLeadsToItsTargets() {
        world.provider("spare", Dialect.OPENAI, List.of("m9"), false)
                .credential(new ProviderId("prov_spare"));
        route(RouteTarget.of("openai", "gpt-4"), RouteTarget.of("spare", "m9"));
        assertThat(admitted("fast").targets())
                .extracting(Target::model)
                .containsExactly("gpt-4", "m9");
        assertThat(admitted("fast").asked()).isEqualTo("fast");
    }

    @Test
    void routeComesBeforeAModelOfTheSameName() {
        ModelRoute route = RouteChoiceTest.route(RoutePolicy.PRIORITY, to("gpt-3"));
        world.put(named(route, "gpt-4", Optional.empty()));
        assertThat(admitted("gpt-4").targets()).extracting(Target::model).containsExactly("gpt-3");
    }

    @Test
    void nameAskedForIsWhatHasToBeAllowed() {
        route(to("gpt-4"));
        world.grants(Grants.models("gpt-4"));
        assertThat(refused("fast")).isEqualTo("MODEL_NOT_ALLOWED");
        world.grants(Grants.models("fast"));
        assertThat(admitted("fast").targets()).hasSize(1);
        // Leave for the name is no leave for what stands behind it.
        assertThat(refused("gpt-4")).isEqualTo("MODEL_NOT_ALLOWED");
    }

    @Test
    void everyLevelHasToAllowTheName() {
        route(to("gpt-4"));
        world.team(Lifecycle.ACTIVE, Grants.models("gpt-*"));
        assertThat(refused("fast")).isEqualTo("MODEL_NOT_ALLOWED");
    }

    @Test
    void tenantsOwnRouteGoesNoFurtherThanTheTenantMay() {
        world.organization(Lifecycle.ACTIVE, Disclosure.STANDARD, Grants.models("cheap", "gpt-3"));
        ModelRoute route =
                RouteChoiceTest.route(RoutePolicy.PRIORITY, to("gpt-4"), to("gpt-3"), to("o9"));
        world.put(named(route, "cheap", Optional.of(World.ORG)));
        Routed routed = admitted("cheap").routed().orElseThrow();
        assertThat(routed.candidates())
                .extracting(it -> it.target().model())
                .containsExactly("gpt-3");
        assertThat(routed.passedOver())
                .extracting(Routed.PassedOver::why)
                .containsExactly(Skip.NOT_ALLOWED, Skip.NOT_ALLOWED);
    }

    @Test
    void routesOfOtherTenantsDontExist() {
        ModelRoute route = RouteChoiceTest.route(RoutePolicy.PRIORITY, to("gpt-4"));
        world.put(named(route, "fast", Optional.of(new OrganizationId("org_other"))));
        assertThat(refused("fast")).isEqualTo("MODEL_UNKNOWN");
    }

    @Test
    void targetsThatCantTakeTheCallAreNamedWithTheReason() {
        world.provider("bare", Dialect.OPENAI, List.of(), true)
                .provider("claude", Dialect.ANTHROPIC, List.of(), true);
        ModelRoute route =
                RouteChoiceTest.route(
                        RoutePolicy.PRIORITY,
                        to("gpt-4").in("eu-1"),
                        RouteTarget.of("bare", "m").in("eu-1"),
                        RouteTarget.of("claude", "m").in("eu-1"),
                        RouteTarget.of("gone", "m").in("eu-1"),
                        to("gpt-3").in("us-1"),
                        to("m1").in("eu-2").as(RouteTarget.Role.MIRROR, 10));
        world.put(RouteChoiceTest.inRegions(route, "eu-*"));
        Routed routed = admitted("fast").routed().orElseThrow();
        assertThat(routed.candidates()).hasSize(1);
        assertThat(routed.mirrors()).hasSize(1);
        assertThat(routed.passedOver())
                .extracting(Routed.PassedOver::why)
                .containsExactly(
                        Skip.NO_CREDENTIAL, Skip.FORMAT, Skip.PROVIDER_UNKNOWN, Skip.REGION);
        Check check =
                judged("fast").explanation().checks().stream()
                        .filter(it -> it.inputs().containsKey("route"))
                        .findFirst()
                        .orElseThrow();
        assertThat(check.inputs())
                .containsEntry("route", "fast, PRIORITY")
                .containsEntry("target openai/gpt-4", "SERVE")
                .containsEntry("target openai/m1", "MIRROR")
                .containsEntry("target bare/m", "passed over: the gateway has no credential there");
        assertThat(check.revisions()).containsKey("route_fast");
    }

    @Test
    void routeWithoutAnyUsableTargetIsTheGatewaysTrouble() {
        route(RouteTarget.of("gone", "m"));
        assertThat(refused("fast")).isEqualTo("GATEWAY_CONFIG_ERROR");
        world.remove(new CredentialId("cred_openai"));
        route(to("gpt-4"));
        assertThat(refused("fast")).isEqualTo("UPSTREAM_CREDENTIAL_MISSING");
    }

    @Test
    void listsShowTheRoutesThatTheKeyMayAskFor() {
        route(to("gpt-4"));
        ModelRoute hidden = RouteChoiceTest.route(RoutePolicy.PRIORITY, to("gpt-4"));
        world.put(named(hidden, "gpt-3", Optional.of(World.ORG)));
        world.grants(Grants.models("fast", "gpt-3"));
        assertThat(visible()).containsExactly("fast", "gpt-3");
        world.grants(Grants.models("gpt-4"));
        assertThat(visible()).containsExactly("gpt-4");
    }

    @Test
    void nearestRouteIsSuggested() {
        route(to("gpt-4"));
        assertThat(judged("fsat").refusal().words().get("suggestion")).contains("'fast'");
    }

    private List<String> visible() {
        Snapshot snapshot = world.snapshot();
        Caller caller =
                new Caller(world.key(), null, null, null, snapshot.organizations().get(World.ORG));
        return Judged.ADMISSION.visibleModels(caller, snapshot, Dialect.OPENAI, World.NOW).stream()
                .map(VisibleModel::name)
                .toList();
    }

    private void route(RouteTarget... targets) {
        world.put(RouteChoiceTest.route(RoutePolicy.PRIORITY, targets));
    }

    private static RouteTarget to(String model) {
        return RouteTarget.of("openai", model);
    }

    private static ModelRoute named(
            ModelRoute it, String name, Optional<OrganizationId> organization) {
        return new ModelRoute(
                new RouteId("route_" + name),
                organization,
                name,
                it.policy(),
                it.targets(),
                it.regions(),
                it.sticky(),
                it.fallbackOn(),
                it.maxEjectedPercent(),
                it.retry(),
                it.timeouts(),
                it.state(),
                it.declaredAt(),
                it.revision());
    }

    private Judged judged(String model) {
        return Judged.of(world, Request.bearer(world.key).model(model));
    }

    private Route admitted(String model) {
        Judged judged = judged(model);
        assertThat(judged.decision()).isEqualTo(judged.explanation().decision());
        if (judged.decision() instanceof Decision.Admit(_, var route)) {
            return route;
        }
        throw new AssertionError("not admitted: " + judged.decision());
    }

    private String refused(String model) {
        return judged(model).refusal().reason().code();
    }
}
