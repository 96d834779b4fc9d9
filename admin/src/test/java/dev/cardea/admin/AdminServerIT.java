package dev.cardea.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.control.AdminScope;
import dev.cardea.control.ApplyConfiguration;
import dev.cardea.control.FirstStart;
import dev.cardea.control.KeyDraft;
import dev.cardea.control.Mandate;
import dev.cardea.control.ProviderDraft;
import dev.cardea.model.Dialect;
import dev.cardea.model.Environment;
import dev.cardea.model.Grants;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyType;
import dev.cardea.model.OwnerId;
import dev.cardea.model.SecretText;
import dev.cardea.model.Sha256;
import dev.cardea.model.Standing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdminServerIT {
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
    void aKeyIssuedHereWorksOnTheDataPlaneAtOnce() {
        var issued = issue("works at once");

        assertThat(issued.status()).isEqualTo(201);
        assertThat(served.publisher.snapshot().keysByHash().get(Sha256.of(issued.text("secret"))))
                .isNotNull();
    }

    @Test
    void aRevokedKeyIsRefusedByTheDataPlaneAtOnceAndTheReasonIsKept() {
        var issued = issue("to be revoked");
        String id = issued.text("id");

        var revoked =
                served.post(
                        "/admin/v1/keys/" + id + "/revoke", "{\"reason\":\"left the company\"}");

        assertThat(revoked.text("state")).isEqualTo("revoked");
        assertThat(served.publisher.snapshot().keysByHash().get(Sha256.of(issued.text("secret"))))
                .hasFieldOrPropertyWithValue("state", KeyState.REVOKED);
        assertThat(served.get("/admin/v1/history/" + id).json().path("items").path(1).toString())
                .contains("left the company", "keys.revoke");
        assertThat(served.post("/admin/v1/keys/" + id + "/enable", "{}").problem())
                .isEqualTo(Map.of("status", 409, "code", "STATE_CONFLICT", "pointer", ""));
    }

    @Test
    void withoutACredentialTheAnswerSaysWhatIsMissing() {
        var answer = served.send(request("/admin/v1/keys").build());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("code")).isEqualTo("CREDENTIAL_MISSING");
        assertThat(answer.text("type"))
                .isEqualTo("http://127.0.0.1:8080/errors/CREDENTIAL_MISSING");
        assertThat(answer.field("www-authenticate")).startsWith("Bearer realm=");
        assertThat(answer.field("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.text("request_id")).isEqualTo(answer.field("x-request-id"));
    }

    @Test
    void aKeyForCallsIsRefusedAsSuch() {
        var answer = served.send(served.first.secret(), "GET", "/admin/v1/keys", "");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("KEY_DATA_ON_ADMIN_PLANE");
    }

    @Test
    void theKeyIsTakenFromXApiKeyToo() {
        var answer =
                served.send(
                        request("/admin/v1/keys")
                                .header("x-api-key", served.first.management().reveal())
                                .build());

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aReadingKeyReadsAndDoesNotWrite() {
        SecretText reader = management(AdminScope.INSTALLATION_READ.words());

        assertThat(served.send(reader, "GET", "/admin/v1/organizations", "").status())
                .isEqualTo(200);
        var answer =
                served.send(reader, "POST", "/admin/v1/organizations", "{\"name\":\"not to be\"}");
        assertThat(answer.problem())
                .isEqualTo(Map.of("status", 403, "code", "SCOPE_MISSING", "pointer", ""));
        assertThat(answer.text("detail")).contains("installation:write");
    }

    @Test
    void aTenantDoesNotFindWhatBelongsToOthers() {
        String other =
                served.post("/admin/v1/organizations", "{\"name\":\"other tenant\"}").text("id");
        String team =
                served.post(
                                "/admin/v1/teams",
                                "{\"organization\":\"%s\",\"name\":\"core\"}".formatted(other))
                        .text("id");
        served.post(
                "/admin/v1/applications", "{\"team\":\"%s\",\"name\":\"hidden\"}".formatted(team));
        SecretText tenant = management(AdminScope.ORGANIZATION_WRITE.words());

        assertThat(served.send(tenant, "GET", "/admin/v1/teams/" + team, "").problem())
                .isEqualTo(Map.of("status", 404, "code", "NOT_FOUND", "pointer", ""));
        assertThat(served.send(tenant, "GET", "/admin/v1/applications", "").response().body())
                .contains("app_default")
                .doesNotContain("hidden");
        assertThat(
                        served.send(
                                        tenant,
                                        "DELETE",
                                        "/admin/v1/teams/" + team,
                                        "",
                                        "If-Match",
                                        "\"1\"")
                                .status())
                .isEqualTo(404);
        assertThat(
                        served.send(
                                        tenant,
                                        "POST",
                                        "/admin/v1/teams",
                                        "{\"organization\":\"%s\",\"name\":\"x\"}".formatted(other))
                                .status())
                .isEqualTo(404);
        assertThat(served.send(tenant, "GET", "/admin/v1/audit", "").status()).isEqualTo(403);
    }

    @Test
    void anUnknownMemberIsRefusedWithTheNearestName() {
        var answer =
                served.post("/admin/v1/organizations", "{\"name\":\"a\",\"disclosre\":\"open\"}");

        assertThat(answer.problem())
                .isEqualTo(
                        Map.of("status", 400, "code", "MEMBER_UNKNOWN", "pointer", "/disclosre"));
        assertThat(answer.text("detail")).contains("did you mean disclosure?");
    }

    @Test
    void aValueThatCannotBeMeantIsRefusedWithItsPlace() {
        assertThat(
                        served.post(
                                        "/admin/v1/organizations",
                                        "{\"name\":\"a\",\"grants\":{\"scopes\":[\"models:invok\"]}}")
                                .problem())
                .isEqualTo(
                        Map.of(
                                "status",
                                422,
                                "code",
                                "VALUE_INVALID",
                                "pointer",
                                "/grants/scopes/0"));
    }

    @Test
    void aChangeHasToSayWhichVersionItWasMadeFrom() {
        var made = served.post("/admin/v1/organizations", "{\"name\":\"versions\"}");
        String path = "/admin/v1/organizations/" + made.text("id");

        assertThat(served.send("PATCH", path, "{\"name\":\"new\"}").problem())
                .isEqualTo(Map.of("status", 428, "code", "REVISION_REQUIRED", "pointer", ""));
        var changed =
                served.send("PATCH", path, "{\"name\":\"new\"}", "If-Match", made.field("etag"));
        assertThat(changed.text("name")).isEqualTo("new");
        var late =
                served.send("PATCH", path, "{\"name\":\"late\"}", "If-Match", made.field("etag"));
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("detail"))
                .contains(made.text("revision"))
                .contains(changed.text("revision"));
        assertThat(late.field("etag")).isEqualTo(changed.field("etag"));
    }

    @Test
    void aStarStandsForWhateverVersionIsThere() {
        var made = served.post("/admin/v1/organizations", "{\"name\":\"any\"}");
        String path = "/admin/v1/organizations/" + made.text("id");
        var first = served.send("PATCH", path, "{\"name\":\"one\"}", "If-Match", "*");
        assertThat(first.text("name")).isEqualTo("one");
        var second = served.send("PATCH", path, "{\"name\":\"two\"}", "If-Match", " * ");
        assertThat(second.text("name")).isEqualTo("two");
        assertThat(second.text("revision")).isNotEqualTo(first.text("revision"));
        assertThat(served.send("PATCH", path, "{\"name\":\"x\"}", "If-Match", "**").text("detail"))
                .contains("or * for any");
        assertThat(served.send("PATCH", path + "x", "{}", "If-Match", "*").status()).isEqualTo(404);
        var key =
                served.post(
                        "/admin/v1/keys",
                        "{\"name\":\"any\",\"application\":\"app_default\",\"owner\":\"own_default\"}");
        assertThat(
                        served.send(
                                        "DELETE",
                                        "/admin/v1/keys/" + key.text("id"),
                                        "",
                                        "If-Match",
                                        "*")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsNestedTooDeepIsToldSo() {
        var deep = served.post("/admin/v1/organizations", "[\n" + "[".repeat(40));
        assertThat(deep.problem())
                .isEqualTo(Map.of("status", 400, "code", "NESTED_TOO_DEEP", "pointer", ""));
        assertThat(deep.text("detail"))
                .isEqualTo(
                        "objects and lists may be 32 deep within each other, and go deeper at line 2, column 33");
    }

    @Test
    void aPatchChangesOnlyWhatItNames() {
        var made =
                served.post(
                        "/admin/v1/organizations",
                        "{\"name\":\"patched\",\"grants\":{\"models\":[\"gpt-*\"],\"endpoints\":[\"/v1/*\"]}}");

        var changed =
                served.send(
                        "PATCH",
                        "/admin/v1/organizations/" + made.text("id"),
                        "{\"grants\":{\"models\":[\"claude-*\"]}}",
                        "If-Match",
                        made.field("etag"));

        assertThat(changed.json().path("grants").path("models").toString())
                .isEqualTo("[\"claude-*\"]");
        assertThat(changed.json().path("grants").path("endpoints").toString())
                .isEqualTo("[\"/v1/*\"]");
        assertThat(changed.text("name")).isEqualTo("patched");
    }

    @Test
    void aRepeatedRequestIsAnsweredWithTheSameRecordButNotItsSecret() {
        String body = keyBody("issued once");
        var once = served.post("/admin/v1/keys", body, "Idempotency-Key", "k-1");
        var again = served.post("/admin/v1/keys", body, "Idempotency-Key", "k-1");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("id")).isEqualTo(once.text("id"));
        assertThat(once.json().has("secret")).isTrue();
        assertThat(again.json().has("secret")).isFalse();
        assertThat(again.field("idempotent-replayed")).isEqualTo("true");
        assertThat(
                        served.post(
                                        "/admin/v1/keys",
                                        keyBody("something else"),
                                        "Idempotency-Key",
                                        "k-1")
                                .problem())
                .isEqualTo(Map.of("status", 422, "code", "IDEMPOTENCY_KEY_REUSED", "pointer", ""));
    }

    @Test
    void aNameThatIsTakenIsAConflictNamingItsHolder() {
        String id = served.post("/admin/v1/organizations", "{\"name\":\"taken\"}").text("id");

        var answer = served.post("/admin/v1/organizations", "{\"name\":\"taken\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("ALREADY_EXISTS");
        assertThat(answer.text("detail")).contains(id);
    }

    @Test
    void listsAreWalkedPageByPage() {
        String organization =
                served.post("/admin/v1/organizations", "{\"name\":\"many teams\"}").text("id");
        for (int i = 0; i < 5; i++) {
            served.post(
                    "/admin/v1/teams",
                    "{\"organization\":\"%s\",\"name\":\"team %d\"}".formatted(organization, i));
        }
        StringBuilder names = new StringBuilder();
        String path = "/admin/v1/teams?limit=2&organization=" + organization;
        var page = served.get(path);
        int pages = 1;
        while (true) {
            page.json().path("items").forEach(it -> names.append(it.path("name").asString()));
            if (!page.json().has("next_cursor")) {
                break;
            }
            page = served.get(path + "&cursor=" + page.text("next_cursor"));
            pages++;
        }

        assertThat(names.toString()).isEqualTo("team 0team 1team 2team 3team 4");
        assertThat(pages).isEqualTo(3);
        assertThat(served.get("/admin/v1/teams?limit=201").problem())
                .isEqualTo(Map.of("status", 400, "code", "PARAMETER_INVALID", "pointer", ""));
        assertThat(served.get("/admin/v1/teams?limits=2").problem())
                .isEqualTo(Map.of("status", 400, "code", "PARAMETER_INVALID", "pointer", ""));
    }

    @Test
    void deletingAnOwnerSaysWhichKeysStop() {
        String owner =
                served.post(
                                "/admin/v1/owners",
                                "{\"organization\":\"org_default\",\"kind\":\"user\",\"name\":\"Ada\"}")
                        .text("id");
        String key =
                served.post(
                                "/admin/v1/keys",
                                "{\"application\":\"app_default\",\"owner\":\"%s\",\"name\":\"adas\"}"
                                        .formatted(owner))
                        .text("id");
        String path = "/admin/v1/owners/" + owner;

        assertThat(served.get(path + "/affected-keys").json().path("keys").toString())
                .isEqualTo("[\"%s\"]".formatted(key));
        var deleted = served.send("DELETE", path, "", "If-Match", served.get(path).field("etag"));
        assertThat(deleted.text("owner", "standing")).isEqualTo("deleted");
        assertThat(deleted.json().path("stopped").path("count").asInt()).isEqualTo(1);
        assertThat(served.publisher.snapshot().owners().get(new OwnerId(owner)))
                .hasFieldOrPropertyWithValue("standing", Standing.DELETED);
    }

    @Test
    void whatConfigurationDeclaresIsNotChangedHere() {
        served.control
                .applyConfiguration()
                .apply(
                        List.of(
                                new ApplyConfiguration.Declared(
                                        new ProviderDraft(
                                                Optional.empty(),
                                                "declared",
                                                Dialect.OPENAI,
                                                URI.create("https://api.example/v1"),
                                                List.of("m1"),
                                                true,
                                                List.of(),
                                                false,
                                                false,
                                                Optional.empty(),
                                                true),
                                        List.of(),
                                        "cardea.yaml:12")));

        var answer =
                served.send(
                        "PATCH",
                        "/admin/v1/providers/prov_declared",
                        "{\"enabled\":false}",
                        "If-Match",
                        served.get("/admin/v1/providers/prov_declared").field("etag"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("DECLARED_IN_CONFIGURATION");
        assertThat(answer.text("detail")).contains("cardea.yaml:12");
    }

    @Test
    void aForeignHostNameIsRefused() throws IOException {
        assertThat(
                        raw(
                                "GET /admin/v1/keys HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421")
                .contains("HOST_UNKNOWN");
        assertThat(
                        raw(
                                "GET /openapi.json HTTP/1.1\r\nHost: gateway.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET /openapi.json HTTP/1.1\r\nHost: [::1]:9\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aPageOfAnotherSiteIsRefusedAndNothingInvitesIt() {
        var answer = served.send("GET", "/admin/v1/keys", "", "Origin", "https://evil.example");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("ORIGIN_FOREIGN");
        assertThat(answer.response().headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void everyAnswerCarriesTheSecurityFields() {
        for (var answer : List.of(served.get("/admin/v1/keys"), served.get("/nowhere"))) {
            assertThat(answer.field("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.field("cache-control")).isEqualTo("no-store");
            assertThat(answer.field("content-security-policy")).contains("default-src 'none'");
            assertThat(answer.field("server")).isEmpty();
        }
    }

    @Test
    void unknownPathsAndMethodsAreProblemsToo() {
        assertThat(served.get("/nowhere").problem())
                .isEqualTo(Map.of("status", 404, "code", "NOT_FOUND", "pointer", ""));
        assertThat(served.send("PUT", "/admin/v1/keys", "{}").problem())
                .isEqualTo(Map.of("status", 405, "code", "METHOD_NOT_ALLOWED", "pointer", ""));
        assertThat(served.get("/admin/v1/keys/not-an-id").problem())
                .isEqualTo(Map.of("status", 404, "code", "NOT_FOUND", "pointer", ""));
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        Served.Answer refused = served.send("PUT", "/admin/v1/keys", "{}");
        assertThat(refused.field("Allow").split(", ")).contains("GET", "POST");
    }

    @Test
    void headersAreAskedForByTheRulesOfGet() {
        Served.Answer head = served.send("HEAD", "/admin/v1/keys?limit=1", "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.response().body()).isEmpty();
        assertThat(head.field("Content-Type")).isEqualTo("application/json");
        assertThat(served.send("HEAD", "/admin/v1/keys?limit=0", "").status()).isEqualTo(400);
        assertThat(served.send(new SecretText("nobody's"), "HEAD", "/admin/v1/keys", "").status())
                .isEqualTo(401);
    }

    @Test
    void bodiesAreLimitedAndHaveToBeJson() {
        assertThat(served.post("/admin/v1/organizations", " ".repeat(1 << 20) + "{}").problem())
                .isEqualTo(Map.of("status", 413, "code", "BODY_TOO_LARGE", "pointer", ""));
        assertThat(served.post("/admin/v1/organizations", "{\"name\":").text("code"))
                .isEqualTo("NOT_JSON");
        var text =
                request("/admin/v1/organizations")
                        .header("x-api-key", served.first.management().reveal())
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"a\"}"))
                        .build();
        assertThat(served.send(text).text("code")).isEqualTo("CONTENT_TYPE_WRONG");
    }

    private static Served.Answer issue(String name) {
        return served.post("/admin/v1/keys", keyBody(name));
    }

    private static String keyBody(String name) {
        return "{\"application\":\"app_default\",\"owner\":\"own_default\",\"name\":\"%s\"}"
                .formatted(name);
    }

    private static SecretText management(String scope) {
        return served.control
                .issueKey()
                .issue(
                        Mandate.SYSTEM,
                        new KeyDraft(
                                Optional.empty(),
                                FirstStart.OWNER,
                                scope,
                                Environment.LIVE,
                                KeyType.MANAGEMENT,
                                Optional.empty(),
                                Optional.empty(),
                                new Grants(
                                        List.of(),
                                        List.of(),
                                        List.of(scope),
                                        List.of(),
                                        List.of())))
                .secret()
                .orElseThrow();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + served.server.address().getPort() + path));
    }

    private static String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), served.server.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
