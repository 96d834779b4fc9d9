package dev.cardea.admin;

import static org.assertj.core.api.Assertions.assertThat;

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
                        "{\"provider\":\"%s\",\"name\":\"main\",\"secret\":\"k-0123456789\",\"weight\":3,\"models\":[\"m2\"]}"
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

    /// Why a call for `m1` would be refused; empty when it would pass.
    private String reason() {
        return served.post(
                        "/admin/v1/simulate",
                        "{\"key\":\"%s\",\"method\":\"POST\",\"path\":\"/v1/chat/completions\",\"model\":\"m1\"}"
                                .formatted(RefusedCall.firstKey(served)))
                .text("reason");
    }
}
