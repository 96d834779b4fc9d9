package dev.cardea.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RouteTableTest {
    private static final OrganizationId ACME = new OrganizationId("org_acme");
    private static final OrganizationId OTHER = new OrganizationId("org_other");

    @Test
    void providersAreFoundByNameAndById() {
        Snapshot snapshot =
                snapshot(
                        provider("a", true),
                        provider("b", true),
                        route("fast", Optional.empty(), "a", "prov_b"));
        ResolvedRoute route = snapshot.models().routes().find(ACME, "fast");
        assertThat(route).isNotNull();
        assertThat(route.places())
                .extracting(place -> place.candidate().orElseThrow().target().provider().name())
                .containsExactly("a", "b");
    }

    @Test
    void targetsThatLeadNowhereSayWhy() {
        Snapshot snapshot =
                snapshot(provider("off", false), route("fast", Optional.empty(), "off", "gone"));
        ResolvedRoute route = snapshot.models().routes().find(ACME, "fast");
        assertThat(route).isNotNull();
        assertThat(route.places())
                .extracting(ResolvedRoute.Place::skip)
                .containsExactly(
                        Optional.of(Skip.PROVIDER_OFF), Optional.of(Skip.PROVIDER_UNKNOWN));
    }

    @Test
    void organizationsOwnRouteHidesTheInstallations() {
        ModelRoute shared = route("fast", Optional.empty(), "a");
        ModelRoute own = route("fast", Optional.of(ACME), "b");
        RouteTable table = snapshot(shared, own).models().routes();
        assertThat(found(table, ACME)).isEqualTo(own);
        assertThat(found(table, OTHER)).isEqualTo(shared);
        assertThat(table.visible(ACME)).extracting(ResolvedRoute::route).containsExactly(own);
    }

    @Test
    void changesOfTheFeedAreSeen() {
        ModelRoute before = route("fast", Optional.empty(), "a");
        Snapshot snapshot = snapshot(before);
        Snapshot off = snapshot.with(new Change(9, Instant.EPOCH, before.released()));
        assertThat(off.models().routes().find(ACME, "fast")).isNull();
        assertThat(off.routes().size()).isEqualTo(1);
        Snapshot provided = snapshot.with(new Change(9, Instant.EPOCH, provider("a", true)));
        ResolvedRoute route = provided.models().routes().find(ACME, "fast");
        assertThat(route).isNotNull();
        assertThat(route.places().getFirst().candidate()).isPresent();
    }

    @Test
    void routesWithoutATargetThatServesAreRefused() {
        ModelRoute route = route("fast", Optional.empty(), "a");
        assertThatThrownBy(() ->
                        new ModelRoute(
                                route.id(),
                                route.organization(),
                                route.name(),
                                route.policy(),
                                List.of(RouteTarget.of("a", "m").as(RouteTarget.Role.MIRROR, 10)),
                                route.regions(),
                                route.sticky(),
                                route.fallbackOn(),
                                route.maxEjectedPercent(),
                                route.retry(),
                                route.timeouts(),
                                route.state(),
                                route.declaredAt(),
                                0))
                .hasMessageContaining("serves");
    }

    @Test
    void waitsGrowUpToTheirLimit() {
        RouteRetry retry = new RouteRetry(5, 100, 300, 20);
        assertThat(retry.waitMillis(1, 1)).isEqualTo(100);
        assertThat(retry.waitMillis(2, 0.5)).isEqualTo(100);
        assertThat(retry.waitMillis(4, 1)).isEqualTo(300);
    }

    private static ModelRoute found(RouteTable table, OrganizationId organization) {
        ResolvedRoute route = table.find(organization, "fast");
        assertThat(route).isNotNull();
        return route.route();
    }

    private static Snapshot snapshot(Entity... entities) {
        return Snapshot.of("t3S", 1, Instant.EPOCH, List.of(entities));
    }

    private static Provider provider(String name, boolean enabled) {
        return new Provider(
                new ProviderId("prov_" + name),
                Optional.empty(),
                name,
                Dialect.OPENAI,
                URI.create("https://api.example.com/v1"),
                List.of(),
                true,
                List.of(),
                enabled,
                Optional.empty(),
                1);
    }

    private static ModelRoute route(
            String name, Optional<OrganizationId> organization, String... providers) {
        return new ModelRoute(
                new RouteId(
                        "route_"
                                + name
                                + organization.map(id -> id.value().substring(4)).orElse("")),
                organization,
                name,
                RoutePolicy.PRIORITY,
                List.of(providers).stream().map(it -> RouteTarget.of(it, "m")).toList(),
                List.of(),
                Stickiness.NONE,
                ErrorClass.USUAL,
                ModelRoute.USUAL_MAX_EJECTED,
                RouteRetry.NONE,
                RouteTimeouts.NONE,
                Lifecycle.ACTIVE,
                Optional.empty(),
                1);
    }
}
