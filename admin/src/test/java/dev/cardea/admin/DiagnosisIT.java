package dev.cardea.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.control.SnapshotPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DiagnosisIT {
    private final Served served = new Served();

    @BeforeEach
    void refuse() {
        RefusedCall.keep(served, "req_1");
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void aDiagnosisShowsTheChecksAsTheyWentWithTheRevisionsTheyRead() {
        var answer = served.get("/admin/v1/diagnoses/req_1");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode checks = answer.json().path("stored").path("checks");
        List<String> failed = new ArrayList<>();
        List<String> read = new ArrayList<>();
        checks.forEach(check -> {
            if (check.path("verdict").asString().equals("failed")) {
                failed.add(check.path("reason").asString());
            }
            read.addAll(check.path("revisions").propertyNames());
        });
        assertThat(failed).first().isEqualTo(answer.text("code"));
        assertThat(read).contains(RefusedCall.firstKey(served), "app_default");
        assertThat(answer.text("fix")).isNotBlank();
    }

    @Test
    void theSameCallIsRefusedNowAsItWasThen() {
        String code = served.get("/admin/v1/diagnoses/req_1").text("code");

        assertThat(served.get("/admin/v1/diagnoses/req_1").text("now", "reason")).isEqualTo(code);
        assertThat(served.get("/admin/v1/diagnoses/req_1/then").text("reason")).isEqualTo(code);
    }

    @Test
    void onceTheCauseIsMendedTheSameCallWouldPassNowButNotThen() {
        String provider =
                served.post(
                                "/admin/v1/providers",
                                "{\"name\":\"up\",\"dialect\":\"openai\",\"base_url\":\"https://up.example/v1\",\"models\":[\"nobody-serves-this\"]}")
                        .text("id");
        served.post(
                "/admin/v1/credentials",
                "{\"provider\":\"%s\",\"name\":\"main\",\"secret\":\"sk-1234567890\"}"
                        .formatted(provider));

        var now = served.get("/admin/v1/diagnoses/req_1").json().path("now");

        assertThat(now.path("passes").asBoolean()).as(now.toString()).isTrue();
        assertThat(served.get("/admin/v1/diagnoses/req_1/then").json().path("passes").asBoolean())
                .isFalse();
    }

    @Test
    void aKeyThatWasRevokedSinceIsTheReasonNow() {
        String key = RefusedCall.firstKey(served);
        served.post("/admin/v1/keys/" + key + "/revoke", "{\"reason\":\"breach\"}");

        assertThat(served.get("/admin/v1/diagnoses/req_1").text("now", "reason"))
                .isEqualTo("KEY_REVOKED");
    }

    @Test
    void aSimulatedCallGetsWhatARealOneWould() {
        String body =
                "{\"key\":\"%s\",\"method\":\"POST\",\"path\":\"/v1/chat/completions\",\"model\":\"nobody-serves-this\"}"
                        .formatted(RefusedCall.firstKey(served));

        assertThat(served.post("/admin/v1/simulate", body).text("reason"))
                .isEqualTo(served.get("/admin/v1/diagnoses/req_1").text("code"));
    }

    @Test
    void whoIsNotLetInHereFindsOutWhyByTheRequestId() {
        var refused = served.send(served.first.secret(), "GET", "/admin/v1/keys", "");

        var answer = served.get("/admin/v1/diagnoses/" + refused.text("request_id"));

        assertThat(answer.text("code")).isEqualTo("KEY_DATA_ON_ADMIN_PLANE");
        assertThat(answer.text("now", "reason")).isEqualTo("KEY_DATA_ON_ADMIN_PLANE");
        assertThat(answer.text("stored", "call", "path")).isEqualTo("/admin/v1/keys");
    }

    @Test
    void anUnknownDiagnosisIsNotFound() {
        assertThat(served.get("/admin/v1/diagnoses/req_2").problem())
                .isEqualTo(Map.of("status", 404, "code", "NOT_FOUND", "pointer", ""));
    }

    @Test
    void whileTheStoreIsAwayRecordsAre503AndCallsAndStatusGoOn() {
        SnapshotPublisher publisher = served.publisher;
        served.away = true;
        publisher.catchUp();

        var keys = served.get("/admin/v1/keys");
        assertThat(keys.status()).isEqualTo(503);
        assertThat(keys.text("code")).isEqualTo("STORE_UNAVAILABLE");
        assertThat(keys.field("retry-after")).isEqualTo("5");
        var status = served.get("/admin/v1/status").json();
        assertThat(status.path("transport").asString()).isEqualTo("epoll");
        assertThat(status.path("event_loops").asInt()).isEqualTo(2);
        assertThat(status.path("store_reachable").asBoolean()).isFalse();
        assertThat(status.path("store_trouble").asString()).contains("the store's file is gone");
        assertThat(served.get("/admin/v1/diagnoses/req_1").status()).isEqualTo(200);
    }
}
