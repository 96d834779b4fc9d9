package dev.cardea.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.control.ApplyRoutes;
import dev.cardea.control.RouteDraft;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.ResolvedRoute;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.Stickiness;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RoutesIT {
    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served();
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @Test
    void aRouteIsAModelNameAtOnceUntilItIsDeleted() {
        var made =
                served.post(
                        "/admin/v1/routes",
                        "{\"name\":\"quick\",\"targets\":[{\"provider\":\"a\",\"model\":\"m\",\"weight\":3}]}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("policy")).isEqualTo("priority");
        assertThat(made.json().path("targets").get(0).path("weight").asInt(0)).isEqualTo(3);
        assertThat(route("quick")).isNotNull();

        String one = "/admin/v1/routes/" + made.text("id");
        var wrong =
                served.send(
                        "PATCH",
                        one,
                        "{\"targets\":[{\"provider\":\"a\",\"model\":\"m\",\"weight\":-1}]}",
                        "If-Match",
                        made.field("etag"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text("pointer")).isEqualTo("/targets");
        assertThat(wrong.text("detail")).contains("weight must be 0 to 10000, found -1");

        var deleted = served.send("DELETE", one, "", "If-Match", made.field("etag"));
        assertThat(deleted.text("state")).isEqualTo("deleted");
        assertThat(route("quick")).isNull();
    }

    @Test
    void whatConfigurationDeclaresOfRoutesIsReadOnlyHere() {
        RouteDraft draft =
                new RouteDraft(
                        Optional.empty(),
                        "stated",
                        RoutePolicy.WEIGHTED,
                        List.of(
                                new RouteDraft.TargetDraft(
                                        "a",
                                        "m",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())),
                        List.of(),
                        Stickiness.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Lifecycle.ACTIVE);
        var declared = List.of(new ApplyRoutes.Declared(draft, "cardea.yaml:40"));
        assertThat(served.control.applyRoutes().apply(declared)).isEqualTo(1);
        assertThat(served.control.applyRoutes().apply(declared)).isZero();
        var found = served.get("/admin/v1/routes?name=stated").json().path("items").get(0);
        String one = "/admin/v1/routes/" + found.path("id").asString("");

        var answer = served.send("DELETE", one, "", "If-Match", served.get(one).field("etag"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("detail")).contains("cardea.yaml:40");

        // What is declared no more is off, and the API's to change.
        assertThat(served.control.applyRoutes().apply(List.of())).isEqualTo(1);
        assertThat(route("stated")).isNull();
        assertThat(
                        served.send("DELETE", one, "", "If-Match", served.get(one).field("etag"))
                                .status())
                .isEqualTo(200);
    }

    private static @Nullable ResolvedRoute route(String name) {
        return served.publisher
                .snapshot()
                .models()
                .routes()
                .find(new OrganizationId("org_default"), name);
    }
}
