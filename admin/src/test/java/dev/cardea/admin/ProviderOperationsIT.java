package dev.cardea.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderOperationsIT {
    private final Served served = new Served();

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void aNearbyProviderIsCalledWithoutACredentialOnlyWhenItSaysSo() {
        String provider =
                served.post(
                                "/admin/v1/providers",
                                "{\"name\":\"up\",\"dialect\":\"openai\",\"base_url\":\"http://127.0.0.1:9/v1\",\"models\":[\"m1\"]}")
                        .text("id");
        assertThat(reason()).isEqualTo("UPSTREAM_CREDENTIAL_MISSING");

        String one = "/admin/v1/providers/" + provider;
        var changed =
                served.send(
                        "PATCH",
                        one,
                        "{\"keyless\":true}",
                        "If-Match",
                        served.get(one).field("etag"));

        assertThat(changed.json().path("keyless").asBoolean()).isTrue();
        assertThat(reason()).isEmpty();
    }

    @Test
    void aCredentialThatIsNotForTheModelIsNone() {
        String provider =
                served.post(
                                "/admin/v1/providers",
                                "{\"name\":\"up\",\"dialect\":\"openai\",\"base_url\":\"https://up.example/v1\",\"models\":[\"m1\"]}")
                        .text("id");
        var added =
                served.post(
                        "/admin/v1/credentials",
                        "{\"provider\":\"%s\",\"name\":\"main\",\"secret\":\"k-0123456789\",\"check\":false,\"weight\":3,\"models\":[\"m2\"]}"
                                .formatted(provider));
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().path("weight").asInt()).isEqualTo(3);
        assertThat(reason()).isEqualTo("UPSTREAM_CREDENTIAL_MISSING");

        String one = "/admin/v1/credentials/" + added.text("id");
        served.send("PATCH", one, "{\"models\":[\"m*\"]}", "If-Match", added.field("etag"));

        assertThat(reason()).isEmpty();
        assertThat(served.send("PATCH", one, "{\"weight\":0}", "If-Match", "3").text("pointer"))
                .isEqualTo("/weight");
    }

    @Test
    void aCredentialThatTheProviderRefusesIsNotTaken() throws Exception {
        HttpServer upstream =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext(
                "/v1/models",
                exchange -> {
                    try (exchange) {
                        String sent = exchange.getRequestHeaders().getFirst("authorization");
                        boolean good = sent.equals("Bearer good-secret-1");
                        byte[] body =
                                (good
                                                ? "{\"data\":[{\"id\":\"m1\"}]}"
                                                : "{\"error\":{\"message\":\"Incorrect API key provided: "
                                                        + sent
                                                        + "\",\"code\":\"invalid_api_key\"}}")
                                        .getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(good ? 200 : 401, body.length);
                        exchange.getResponseBody().write(body);
                    }
                });
        upstream.start();
        try {
            String provider =
                    served.post(
                                    "/admin/v1/providers",
                                    "{\"name\":\"up\",\"dialect\":\"openai\",\"base_url\":\"http://127.0.0.1:%d/v1\",\"models\":[\"m1\"]}"
                                            .formatted(upstream.getAddress().getPort()))
                            .text("id");
            var refused = add(provider, "bad-secret-0123456789", "");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("code")).isEqualTo("CREDENTIAL_REFUSED");
            assertThat(refused.text("detail"))
                    .contains("UPSTREAM_CREDENTIAL_INVALID", "Incorrect API key provided");

            var taken = add(provider, "good-secret-1", "");
            assertThat(taken.status()).isEqualTo(201);
            assertThat(taken.text("check", "outcome")).isEqualTo("works");
            assertThat(taken.text("health", "state")).isEqualTo("healthy");

            var forced = add(provider, "bad-secret-0123456789", ",\"check\":false");
            assertThat(forced.status()).isEqualTo(201);
            var tests = served.post("/admin/v1/providers/test", "{}");
            served.post("/admin/v1/providers/test", "{\"provider\":\"up\"}");
            assertThat(tests.json().path("items").findValuesAsString("outcome"))
                    .containsExactlyInAnyOrder("works", "refused");

            var shown = served.get("/admin/v1/upstreams?provider=up").json();
            var held = shown.path("items").get(0).path("credentials");
            assertThat(held.findValuesAsString("state"))
                    .containsExactlyInAnyOrder("healthy", "failing");
            assertThat(shown.toString()).contains("\"fix\":\"", "invalid_api_key");
            var one = served.get("/admin/v1/credentials/" + forced.text("id"));
            assertThat(one.text("health", "state")).isEqualTo("failing");
            assertThat(one.text("health", "evidence", "code"))
                    .isEqualTo("UPSTREAM_CREDENTIAL_INVALID");
            assertThat(served.get("/admin/v1/status").json().path("troubles").toString())
                    .contains("up/", "is failing since", "UPSTREAM_CREDENTIAL_INVALID");
            assertThat(served.answers).noneMatch(it -> it.contains("bad-secret-0123456789"));
            assertThat(served.post("/admin/v1/providers/test", "{\"provider\":\"no\"}").status())
                    .isEqualTo(404);
        } finally {
            upstream.stop(0);
        }
    }

    @Test
    void aProviderThatDoesNotAnswerIsAWarningAndNoRefusal() {
        String provider =
                served.post(
                                "/admin/v1/providers",
                                "{\"name\":\"up\",\"dialect\":\"openai\",\"base_url\":\"http://127.0.0.1:1/v1\"}")
                        .text("id");
        var taken = add(provider, "some-secret-1", "");
        assertThat(taken.status()).isEqualTo(201);
        assertThat(taken.text("check", "outcome")).isEqualTo("unreachable");
        assertThat(taken.text("check", "said")).isEqualTo("no connection");
    }

    private Served.Answer add(String provider, String secret, String more) {
        return served.post(
                "/admin/v1/credentials",
                "{\"provider\":\"%s\",\"name\":\"n-%s\",\"secret\":\"%s\"%s}"
                        .formatted(provider, secret.substring(0, 4), secret, more));
    }

    /// Why a call for `m1` would be refused; empty when it would pass.
    private String reason() {
        return served.post(
                        "/admin/v1/simulate",
                        "{\"key\":\"%s\",\"method\":\"POST\",\"path\":\"/v1/chat/completions\",\"model\":\"m1\"}"
                                .formatted(RefusedCall.firstKey(served)))
                .text("reason");
    }
}
