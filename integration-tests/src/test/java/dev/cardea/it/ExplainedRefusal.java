package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.admission.Scenario;
import dev.cardea.model.Stage;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What the admin API tells of a refusal by its diagnosis id, to the installation's administrators and
/// to those of the organization whose key was used.
final class ExplainedRefusal {
    /// Where the record of the key is known, and that the caller holds it isn't proven.
    private static final Set<String> UNPROVEN =
            Set.of("KEY_SECRET_MISMATCH", "GATEWAY_KEY_RECORD_CORRUPT");

    private final RunningCardea cardea;
    private final Tenant tenant;
    private final String id;
    private final JsonNode explained;
    private final String everything;

    ExplainedRefusal(RunningCardea cardea, Tenant tenant, String id) {
        this.cardea = cardea;
        this.tenant = tenant;
        this.id = id;
        explained = cardea.admin("GET", "/admin/v1/diagnoses/" + id, "");
        everything = explained.toString();
    }

    /// Checks all of it.
    void fits(Scenario scenario, String method, String path) {
        assertThat(explained.path("code").asString()).isEqualTo(scenario.reason());
        assertThat(explained.path("public_code").asString()).isEqualTo(scenario.publicCode());
        for (String member : List.of("told", "fix")) {
            assertThat(explained.path(member).asString())
                    .as(member)
                    .isNotBlank()
                    .doesNotContain("{", "?.");
        }
        JsonNode stored = explained.path("stored");
        assertThat(stored.path("id").asString()).isEqualTo(id);
        assertThat(stored.path("code").asString()).isEqualTo(scenario.reason());
        assertThat(texts(stored.path("contributing"))).containsAll(scenario.contributing());
        assertThat(stored.path("call").path("method").asString()).isEqualTo(method);
        assertThat(stored.path("call").path("path").asString()).isEqualTo(path);
        assertThat(everything)
                .doesNotContain(tenant.key(), tenant.key().split("_")[4].substring(2, 20));
        JsonNode record = cardea.admin("GET", "/admin/v1/calls/" + id, "");
        assertThat(record.path("reason").asString()).isEqualTo(scenario.reason());
        assertThat(record.path("status").asInt()).isEqualTo(scenario.status());
        if (scenario.reason().equals("UPSTREAM_CREDENTIAL_INVALID")) {
            assertThat(stored.path("upstream").path("provider").asString()).isEqualTo("openai");
            assertThat(stored.path("upstream").path("evidence").asString()).isNotBlank();
            assertThat(explained.path("now").path("passes").asBoolean()).isTrue();
            assertThat(revisions(stored.path("checks"))).containsAllEntriesOf(tenant.revisions());
            stored.path("checks")
                    .forEach(it -> assertThat(it.path("verdict").asString()).isEqualTo("passed"));
            return;
        }
        if (scenario.reason().equals("CREDENTIAL_ENCODING_INVALID")) {
            // The bytes break the rules of HTTP: nothing was decided, and no record would change
            // that.
            assertThat(stored.path("checks").size()).isZero();
            replayed(scenario);
            return;
        }
        assertThat(stored.path("snapshot_revision").asLong()).isPositive();
        Stage failed = checks(scenario, stored.path("checks"));
        boolean ofKey =
                failed.compareTo(Stage.KEY_STATE) >= 0
                        && !scenario.reason().equals("KEY_NOT_FOUND")
                        && !UNPROVEN.contains(scenario.reason());
        if (ofKey) {
            assertThat(record.path("key").asString()).isEqualTo(tenant.keyId());
            assertThat(revisions(stored.path("checks"))).containsAllEntriesOf(tenant.revisions());
        }
        if (UNPROVEN.contains(scenario.reason())) {
            assertThat(revisions(stored.path("checks"))).containsKey(tenant.keyId());
            assertThat(record.path("key").asString("")).isEmpty();
        }
        seenByItsOrganization(scenario, !record.path("organization").asString("").isEmpty());
        replayed(scenario);
    }

    /// In their order, each with what it looked at; gives the stage of the first that failed.
    private Stage checks(Scenario scenario, JsonNode checks) {
        assertThat(checks.size()).as(everything).isGreaterThan(15);
        List<Stage> stages = new ArrayList<>();
        List<JsonNode> failed = new ArrayList<>();
        for (JsonNode check : checks) {
            stages.add(Stage.valueOf(check.path("stage").asString().toUpperCase(Locale.ROOT)));
            String verdict = check.path("verdict").asString();
            if (verdict.equals("failed")) {
                failed.add(check);
                assertThat(check.path("inputs").size()).as(check.toString()).isPositive();
            } else {
                assertThat(verdict).isIn("passed", "skipped");
                assertThat(check.path("reason").isMissingNode()).isTrue();
            }
            if (failed.isEmpty()) {
                assertThat(verdict).as(check.toString()).isEqualTo("passed");
            }
        }
        assertThat(stages).isSorted();
        assertThat(failed).isNotEmpty();
        assertThat(failed.getFirst().path("reason").asString()).isEqualTo(scenario.reason());
        return Stage.valueOf(failed.getFirst().path("stage").asString().toUpperCase(Locale.ROOT));
    }

    /// Administrators of the organization see what concerns their keys, and nothing of strangers.
    private void seenByItsOrganization(Scenario scenario, boolean known) {
        HttpResponse<String> answer = tenant.diagnosis(id);
        if (scenario.id().equals("D123")) {
            // The organization's own list keeps its administrators out too, unless they come from
            // there.
            assertThat(answer.statusCode()).isEqualTo(403);
            return;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(known ? 200 : 404);
        if (known) {
            assertThat(answer.body()).contains(scenario.reason());
        }
    }

    /// The same code decides it again, from the records of then and of now.
    private void replayed(Scenario scenario) {
        JsonNode then = cardea.admin("GET", "/admin/v1/diagnoses/" + id + "/then", "");
        assertThat(then.path("reason").asString()).as("then").isEqualTo(scenario.reason());
        assertThat(then.path("checks"))
                .as("then")
                .isEqualTo(explained.path("stored").path("checks"));
        assertThat(texts(then.path("contributing")))
                .isEqualTo(texts(explained.path("stored").path("contributing")));
        assertThat(explained.path("now").path("reason").asString())
                .as("now")
                .isEqualTo(scenario.reason());
    }

    /// What would let the call pass now; empty where nothing is proposed.
    List<JsonNode> smallestChange() {
        List<JsonNode> changes = new ArrayList<>();
        explained.path("now").path("smallest_change").forEach(changes::add);
        return changes;
    }

    private static Map<String, Long> revisions(JsonNode checks) {
        Map<String, Long> revisions = new HashMap<>();
        checks.forEach(check ->
                check.path("revisions")
                        .properties()
                        .forEach(it -> revisions.put(it.getKey(), it.getValue().asLong())));
        return revisions;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(it -> texts.add(it.asString()));
        return texts;
    }
}
