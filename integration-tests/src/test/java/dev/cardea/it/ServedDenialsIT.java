package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.admission.Request;
import dev.cardea.admission.Scenario;
import dev.cardea.admission.Staged;
import dev.cardea.admission.Staged.Twist;
import dev.cardea.admission.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The denial scenarios before a whole Cardea: each state is put in place through the admin API, the
/// call made over a socket in every API that chats, and the refusal looked up by its diagnosis id.
class ServedDenialsIT {
    private static final String PAGES = "http://cardea.test/errors/";
    private static final AtomicInteger TENANTS = new AtomicInteger();

    @TempDir private static Path folder;
    private static ServedPlaces places;

    @BeforeAll
    static void start() throws IOException {
        places = new ServedPlaces(folder);
    }

    @AfterAll
    static void stop() {
        places.close();
    }

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenario.all().stream()
                .filter(it -> ListedScenarios.SERVED.contains(it.id()))
                .map(it -> DynamicTest.dynamicTest(it.display(), () -> play(it)));
    }

    /// D069.
    @Test
    void aKeyOfTheDataPlaneIsRefusedByTheAdminApiAndTheRefusalExplained() {
        Scenario scenario = scenario("D069");
        RunningCardea cardea = places.direct();
        Tenant tenant = tenant(cardea);
        HttpResponse<String> answer = cardea.adminAnswer(tenant.key(), "GET", "/admin/v1/keys");
        assertThat(answer.statusCode()).isEqualTo(scenario.status());
        assertThat(answer.headers().firstValue("content-type").orElseThrow())
                .startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("x-cardea-reason")).contains(scenario.publicCode());
        var problem = RunningCardea.JSON.readTree(answer.body());
        assertThat(problem.path("type").asString()).isEqualTo(PAGES + scenario.publicCode());
        assertThat(problem.path("code").asString()).isEqualTo(scenario.publicCode());
        assertThat(problem.path("fix").asString()).isNotBlank();
        new ExplainedRefusal(cardea, tenant, problem.path("request_id").asString())
                .fits(scenario, "GET", "/admin/v1/keys");
    }

    /// D234.
    @Test
    void aKeyWhoseStoredHashWasAlteredByHandIsNotBlamed() throws IOException {
        Scenario scenario = scenario("D234");
        RunningCardea first = places.apart("damaged");
        Tenant tenant = tenant(first);
        RunningCardea cardea =
                places.restarted(first, home -> Damage.alterHash(home, tenant.key()));
        World world = World.before(tenant.key(), tenant::issue);
        Request request = Staged.of(scenario, world).request();
        RawAnswer answer =
                RawAnswer.to(cardea.cardea().dataPlane().getFirst(), request, tenant.key(), "");
        assertThat(answer.status()).as(answer.everything()).isEqualTo(scenario.status());
        told(scenario, Speech.OPENAI, world, answer);
        new ExplainedRefusal(cardea, tenant.before(cardea), answer.field("x-request-id"))
                .fits(scenario, "POST", "/v1/chat/completions");
    }

    private static Scenario scenario(String id) {
        return Scenario.all().stream().filter(it -> it.id().equals(id)).findAny().orElseThrow();
    }

    private static Tenant tenant(RunningCardea cardea) {
        return Tenant.in(cardea, "Acme " + TENANTS.incrementAndGet());
    }

    private static void play(Scenario scenario) throws IOException {
        Request drawn = Staged.of(scenario, new World(Instant.now())).request();
        RunningCardea cardea = places.of(scenario, drawn);
        Tenant tenant = tenant(cardea);
        World world = World.before(tenant.key(), tenant::issue);
        Staged staged = Staged.of(scenario, world);
        Request request = staged.request();
        ServedStates.ALL.getOrDefault(scenario.id(), _ -> {}).accept(tenant);
        InetSocketAddress address =
                cardea.cardea()
                        .dataPlane()
                        .get(request.environment().name().equals("live") ? 0 : 1);
        // OpenAI's comes last, because what refuses the call is put right then.
        for (Speech speech : speeches(scenario, staged).reversed()) {
            String target = speech.target(request.target(), request.modelName());
            RawAnswer answer =
                    RawAnswer.to(
                            address,
                            target,
                            request,
                            tenant.key(),
                            Forwarding.claim(scenario, request));
            SecretsWatch.answer(target.split("\\?")[0], answer.fields().toString(), answer.body());
            assertThat(answer.status()).as(answer.body()).isEqualTo(scenario.status());
            if (scenario.admits()) {
                assertThat(answer.body()).contains("\"choices\"");
                assertThat(answer.field("x-cardea-reason")).isEmpty();
                assertThat(answer.field("x-cardea-accepted-scopes")).isEqualTo("models:invoke");
                continue;
            }
            told(scenario, speech, world, answer);
            if (scenario.reason().startsWith("NETWORK_")) {
                assertThat(answer.body()).contains(Forwarding.seen(scenario, request));
            }
            if (speech != Speech.OPENAI) {
                continue;
            }
            pageAnswers(cardea, scenario.publicCode());
            String[] words = target.split("[ ?]");
            var explained = new ExplainedRefusal(cardea, tenant, answer.field("x-request-id"));
            explained.fits(scenario, words[0], words[1]);
            List<JsonNode> changes = explained.smallestChange();
            assertThat(!changes.isEmpty())
                    .as(changes.toString())
                    .isEqualTo(ListedScenarios.MENDED.contains(scenario.id()));
            if (!changes.isEmpty()) {
                changes.forEach(it -> Proposals.make(cardea, it));
                RawAnswer after =
                        RawAnswer.to(
                                address,
                                request,
                                tenant.key(),
                                Forwarding.claim(scenario, request));
                assertThat(after.status()).as(after.everything()).isEqualTo(200);
                return;
            }
        }
    }

    /// Every API that has a chat, where the call is one and admission decides it.
    private static List<Speech> speeches(Scenario scenario, Staged staged) {
        boolean chat = staged.request().target().startsWith("POST /v1/chat/completions");
        if (!chat || scenario.admits() || staged.twist() != Twist.NONE) {
            return List.of(Speech.OPENAI);
        }
        // A body is read for what it names only where it names the model, which Gemini's paths do.
        return scenario.reason().equals("CREDENTIAL_IN_BODY")
                ? List.of(Speech.OPENAI, Speech.ANTHROPIC)
                : List.of(Speech.values());
    }

    private static void told(Scenario scenario, Speech speech, World world, RawAnswer answer) {
        String code = scenario.publicCode();
        String id = answer.field("x-request-id");
        assertThat(answer.field("content-type")).isEqualTo("application/json");
        assertThat(answer.field("cache-control")).isEqualTo("no-store");
        assertThat(answer.field("x-cardea-reason")).isEqualTo(code);
        assertThat(answer.field("x-should-retry")).isEqualTo("false");
        assertThat(answer.field("www-authenticate").isEmpty())
                .as(answer.everything())
                .isEqualTo(
                        scenario.status() != 401
                                && !code.startsWith("CREDENTIAL_")
                                && !code.equals("SCOPE_MISSING"));
        Speech.Told told = speech.told(answer.body());
        assertThat(told.kind()).isEqualTo(speech.word(scenario.status()));
        assertThat(told.code()).isEqualTo(code);
        assertThat(told.family())
                .isIn(
                        "CREDENTIAL",
                        "INVALID_USER_ASSOCIATED_WITH_KEY",
                        "REQUEST",
                        "GATEWAY",
                        "UPSTREAM");
        assertThat(told.origin())
                .isEqualTo(
                        code.startsWith("GATEWAY_")
                                ? "gateway"
                                : code.startsWith("UPSTREAM_") ? "upstream" : "caller");
        assertThat(told.retryable()).isFalse();
        assertThat(told.message()).contains(id).doesNotContain("{");
        assertThat(told.fix()).isNotBlank().doesNotContain("{");
        assertThat(told.docUrl()).isEqualTo(PAGES + code);
        assertThat(told.diagnosisId()).isEqualTo(id);
        assertThat(told.requestId()).isEqualTo(id);
        List<String> unsaid = new ArrayList<>(scenario.unsaid(world));
        unsaid.addAll(List.of("Olivia", "Adam", "Tinkers", "Acme"));
        assertThat(unsaid).allSatisfy(it -> assertThat(answer.everything()).doesNotContain(it));
    }

    private static void pageAnswers(RunningCardea cardea, String code) {
        HttpResponse<String> page = cardea.get("/errors/" + code);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).contains("<h1>" + code + "</h1>", "What to do");
    }
}
