package dev.cardea.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.admin.json.Json;
import dev.cardea.model.SecretText;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Calls every operation that the document names, and holds each answer against the schema it gives.
class OpenApiIT {
    private static final String SECRET = "sk-upstream-0123456789abcdef";

    private final Served served = new Served();
    private final Set<String> called = new LinkedHashSet<>();
    private JsonNode document;

    @Test
    void everyOperationAnswersAsTheDocumentSays() {
        try (served) {
            document = served.get("/openapi.json").json();
            String organization = tenants();
            keys();
            providers();
            routes();
            catalogue();
            call("GET", "/admin/v1/models", "");
            call("GET", "/admin/v1/audit?limit=3", "");
            call("GET", "/admin/v1/history/" + organization, "");
            calls();

            assertThat(called).isEqualTo(operations());
            for (SecretText secret :
                    Set.of(
                            served.first.secret(),
                            served.first.management(),
                            served.first.commandLine(),
                            new SecretText(SECRET))) {
                assertThat(served.answers).noneMatch(text -> text.contains(secret.reveal()));
            }
        }
    }

    private String tenants() {
        String organization = id(call("POST", "/admin/v1/organizations", "{\"name\":\"Acme\"}"));
        String team =
                id(
                        call(
                                "POST",
                                "/admin/v1/teams",
                                "{\"organization\":\"%s\",\"name\":\"core\"}"
                                        .formatted(organization)));
        String application =
                id(
                        call(
                                "POST",
                                "/admin/v1/applications",
                                "{\"team\":\"%s\",\"name\":\"shop\",\"grants\":{\"allowed_networks\":[\"10.0.0.0/8\"]}}"
                                        .formatted(team)));
        String owner =
                id(
                        call(
                                "POST",
                                "/admin/v1/owners",
                                "{\"organization\":\"%s\",\"kind\":\"user\",\"name\":\"Ada\",\"locked_until\":\"2027-01-01T00:00:00Z\"}"
                                        .formatted(organization)));
        for (String one :
                new String[] {
                    "/admin/v1/owners/" + owner,
                    "/admin/v1/applications/" + application,
                    "/admin/v1/teams/" + team,
                    "/admin/v1/organizations/" + organization
                }) {
            call("GET", one.substring(0, one.lastIndexOf('/')), "");
            call("GET", one + "/affected-keys", "");
            change("PATCH", one, "{\"name\":\"renamed\"}");
            change("DELETE", one, "");
        }
        return organization;
    }

    private void keys() {
        String body =
                "{\"application\":\"app_default\",\"owner\":\"own_default\",\"name\":\"k\",\"expires_at\":\"2030-01-01T00:00:00Z\"}";
        String key = call("POST", "/admin/v1/keys", body).text("id");
        call(
                "POST",
                "/admin/v1/keys/import",
                "{\"application\":\"app_default\",\"owner\":\"own_default\",\"name\":\"old\",\"secret\":\"%s\"}"
                        .formatted(SECRET));
        String one = "/admin/v1/keys/" + key;
        call("GET", "/admin/v1/keys?state=active&owner=own_default", "");
        change("PATCH", one, "{\"name\":\"renamed\"}");
        call("POST", one + "/disable", "{\"reason\":\"quiet\"}");
        call("POST", one + "/enable", "{}");
        call("POST", one + "/revoke", "{\"reason\":\"seen in a log\",\"leaked\":true}");
        change("DELETE", one, "");
    }

    private void providers() {
        String provider =
                id(
                        call(
                                "POST",
                                "/admin/v1/providers",
                                "{\"name\":\"up\",\"dialect\":\"openai\",\"base_url\":\"https://up.example/v1\",\"models\":[\"m1\"]}"));
        call("GET", "/admin/v1/providers", "");
        change("PATCH", "/admin/v1/providers/" + provider, "{\"enabled\":true}");
        call(
                "POST",
                "/admin/v1/providers/classify",
                "{\"provider\":\"up\",\"status\":401,\"headers\":{\"Retry-After\":\"7\"},\"body\":\"{\\\"error\\\":\\\"bad key %s\\\"}\"}"
                        .formatted(SECRET));
        call("GET", "/admin/v1/upstreams?provider=up", "");
        String credential =
                id(
                        call(
                                "POST",
                                "/admin/v1/credentials",
                                "{\"provider\":\"%s\",\"name\":\"main\",\"secret\":\"%s\",\"check\":false}"
                                        .formatted(provider, SECRET)));
        call("GET", "/admin/v1/credentials?provider=" + provider, "");
        call("POST", "/admin/v1/providers/test", "{\"provider\":\"up\"}");
        call("GET", "/admin/v1/upstreams", "");
        change("PATCH", "/admin/v1/credentials/" + credential, "{\"enabled\":false}");
        call(
                "PUT",
                "/admin/v1/credentials/" + credential + "/secret",
                "{\"secret\":\"%s2\",\"check\":false}".formatted(SECRET),
                "If-Match",
                "*");
    }

    private void routes() {
        String route =
                id(
                        call(
                                "POST",
                                "/admin/v1/routes",
                                "{\"name\":\"fast\",\"targets\":[{\"provider\":\"up\",\"model\":\"m1\"}]}"));
        String one = "/admin/v1/routes/" + route;
        call("GET", "/admin/v1/routes?state=active&name=fast", "");
        assertThat(
                        call("GET", "/admin/v1/targets", "")
                                .json()
                                .path("items")
                                .get(0)
                                .path("circuit")
                                .asString(""))
                .isEqualTo("open");
        change("PATCH", one, "{\"policy\":\"least_load\"}");
        change("DELETE", one, "");
    }

    private void catalogue() {
        call("GET", "/admin/v1/catalogue", "");
        var models =
                call("GET", "/admin/v1/catalogue/models?provider=gemini&model=2.5-pro&limit=2", "");
        assertThat(models.json().path("items").size()).isEqualTo(2);
        String text =
                """
                [providers]
                p\tP\topenai\thttps://api.example/v1\tP_KEY\t-\t-\tchat
                [models]
                p\tm\t\t\t\t\t1\t\t\t\t\t200:2::::\t\t
                """;
        String tiers = text.replace("200:2::::", "200:2:::");
        ObjectNode wanted = Json.object().put("text", text).put("source", "a test");
        Served.Answer refused =
                served.post("/admin/v1/catalogue", Json.object().put("text", text).toString());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("detail"))
                .contains("the admin API:4: the column 'tiers': found '200:2::::'");
        wanted.put("text", tiers);
        assertThat(served.post("/admin/v1/catalogue", wanted.toString()).text("detail"))
                .contains("force it if that is right");
        wanted.put("force", true);
        assertThat(
                        call("POST", "/admin/v1/catalogue", wanted.toString())
                                .json()
                                .path("applied")
                                .asBoolean())
                .isTrue();
        assertThat(call("GET", "/admin/v1/catalogue", "").text("source")).isEqualTo("a test");
        call("GET", "/admin/v1/catalogue/models", "");
        assertThat(call("GET", "/admin/v1/catalogue/text", "").text("text")).isEqualTo(tiers);
        call("POST", "/admin/v1/catalogue/rollback", "{}");
        assertThat(call("GET", "/admin/v1/catalogue", "").text("source")).isEqualTo("built in");
    }

    private void calls() {
        RefusedCall.keep(served, "req_1");
        call("GET", "/admin/v1/calls?limit=1&outcome=refused&status_class=4", "");
        call("GET", "/admin/v1/calls/totals?status_class=4&mirrors=with", "");
        call("GET", "/admin/v1/calls/req_1", "");
        call("GET", "/admin/v1/diagnoses/req_1", "");
        call("GET", "/admin/v1/diagnoses/req_1/then", "");
        call(
                "POST",
                "/admin/v1/simulate",
                "{\"key\":\"%s\",\"method\":\"POST\",\"path\":\"/v1/chat/completions\",\"model\":\"m1\"}"
                        .formatted(RefusedCall.firstKey(served)));
        call("GET", "/admin/v1/status", "");
    }

    private void change(String method, String path, String body) {
        call(method, path, body, "If-Match", call("GET", path, "").field("etag"));
    }

    private static String id(Served.Answer answer) {
        return answer.text("id");
    }

    private Served.Answer call(String method, String path, String body, String... fields) {
        Served.Answer answer = served.send(method, path, body, fields);
        assertThat(answer.status())
                .as("%s %s: %s", method, path, answer.response().body())
                .isBetween(200, 201);
        String plain = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        String template = template(method, plain);
        called.add(method + " " + template);
        JsonNode operation =
                document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        JsonNode schema =
                operation
                        .path("responses")
                        .path(Integer.toString(answer.status()))
                        .path("content")
                        .path("application/json")
                        .path("schema");
        assertThat(schema.isMissingNode()).as("%s %s has a schema", method, template).isFalse();
        new SchemaCheck(document).check(schema, answer.json(), method + " " + path + " ");
        return answer;
    }

    /// The path of the document that a path fits; names win over variables.
    private String template(String method, String path) {
        if (document.path("paths").path(path).has(method.toLowerCase(Locale.ROOT))) {
            return path;
        }
        for (String template : document.path("paths").propertyNames()) {
            if (path.matches(template.replaceAll("\\{[a-z_]+}", "[^/]+"))
                    && document.path("paths").path(template).has(method.toLowerCase(Locale.ROOT))) {
                return template;
            }
        }
        throw new AssertionError("the document doesn't have " + method + " " + path);
    }

    private Set<String> operations() {
        Set<String> operations = new LinkedHashSet<>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .propertyNames()
                                .forEach(method ->
                                        operations.add(
                                                method.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey())));
        return operations;
    }
}
