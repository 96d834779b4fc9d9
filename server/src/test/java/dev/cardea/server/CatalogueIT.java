package dev.cardea.server;

import static dev.cardea.server.CommandLineCardea.answering;
import static dev.cardea.server.CommandLineCardea.url;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cardea.control.catalogue.Catalogue;
import dev.cardea.server.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `cardea catalogue` before a running gateway.
class CatalogueIT {
    private static final String NEW_MODELS =
            """
            openai\tbrand-new\t9000\t\ttext\t\t2500000\t\t\t\t\t\t\t
            openai\tfresh\t\t\t\t\t\t\t\t\t\t\t\t
            openai\tlong-gone\t\t\t\t\t\t\t\t\t\t\t\t2024-01-04
            openai\tgone-one-day\t\t\t\t\t\t\t\t\t\t\t\t2999-01-01
            """;

    @TempDir private Path folder;
    private HttpServer upstream;
    private HttpServer source;
    private Path file;
    private CommandLineCardea cardea;

    @BeforeEach
    void start() throws Exception {
        upstream =
                answering(
                        404,
                        "{\"error\":{\"message\":\"The model does not exist\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"model_not_found\"}}");
        source = answering(200, text() + NEW_MODELS);
        file = folder.resolve("new.txt");
        Files.writeString(file, text() + NEW_MODELS);
        cardea =
                CommandLineCardea.start(
                        folder,
                        """
                        providers:
                          - {name: openai, base_url: "%s/v1", api_key: sk-some}
                        catalogue:
                          source: %s/catalogue?token=hidden
                          models:
                            - {provider: openai, model: gpt-5, input_price: 99.5, context: 1234}
                            - {provider: openai, model: brand-new, context: 4321}
                            - {provider: openai, model: given-up, retired: 2024-01-04, successor: gpt-5}
                        """
                                .formatted(url(upstream), url(source)));
    }

    @AfterEach
    void end() {
        cardea.close();
        upstream.stop(0);
        source.stop(0);
    }

    @Test
    void anUpdateCountsAtOnceAndAfterARestart() {
        assertThat(cardea.run("catalogue", "show").out()).contains("built in");
        assertThat(served()).doesNotContain("fresh");

        var updated = cardea.run("catalogue", "update", "--from", file.toString());

        assertThat(updated.err()).isEmpty();
        assertThat(updated.code()).isZero();
        assertThat(updated.out()).contains("This catalogue is in use").contains("models added");
        assertThat(served()).contains("fresh", "gone-one-day").doesNotContain("long-gone");
        JsonNode shown = cardea.run("catalogue", "show", "--json").json();
        assertThat(shown.path("source").asString()).isEqualTo(file.toString());
        assertThat(shown.path("overrides").asInt()).isEqualTo(3);

        cardea = cardea.restarted();
        assertThat(served()).contains("fresh");
        assertThat(cardea.run("catalogue", "show", "--json").json().path("revision"))
                .isEqualTo(shown.path("revision"));

        assertThat(cardea.run("catalogue", "rollback").code()).isZero();
        assertThat(served()).doesNotContain("fresh");
        assertThat(cardea.run("catalogue", "list", "--model", "gone-one-day").out())
                .doesNotContain("gone-one-day");
    }

    @Test
    void whatConfigurationSaysCountsAboveWhatTheCatalogueSaysAndUnknownIsSaid() {
        cardea.run("catalogue", "update", "--from", file.toString());

        assertThat(line("gpt-5")).contains("1234").contains("99.5");
        assertThat(line("brand-new")).contains("4321").contains("2.5").contains("unknown");
        assertThat(line("long-gone")).contains("retired 2024-01-04");
        JsonNode item =
                cardea.run("catalogue", "list", "--provider=openai", "--model=brand-new", "--json")
                        .json()
                        .get(0);
        assertThat(item.path("prices").path("input").asLong()).isEqualTo(2_500_000);
        assertThat(item.path("prices").has("output")).isFalse();
        assertThat(cardea.run("catalogue", "list", "--json").json().size())
                .isGreaterThan(Catalogue.builtIn().size());
    }

    @Test
    void whatIsExportedIsTakenUpAsTheSameCatalogue() throws Exception {
        cardea.run("catalogue", "update", "--from", file.toString());
        String revision = revision();
        Path out = folder.resolve("exported.txt");

        var exported = cardea.run("catalogue", "export", out.toString());

        assertThat(exported.err()).isEmpty();
        assertThat(exported.code()).isZero();
        assertThat(exported.out()).contains(revision);
        assertThat(out).hasSameTextualContentAs(file);
        assertThat(cardea.run("catalogue", "export").out()).isEqualTo(Files.readString(file));

        cardea.run("catalogue", "rollback");
        assertThat(revision()).isNotEqualTo(revision);
        assertThat(cardea.run("catalogue", "update", "--from", out.toString()).code()).isZero();
        assertThat(revision()).isEqualTo(revision);
        assertThat(line("gpt-5")).contains("99.5");
    }

    @Test
    void theBuiltInOneIsExportedWithItsRemarksAndNothingIsWrittenOverUnasked() throws Exception {
        Path out = folder.resolve("exported.txt");
        Files.writeString(out, "mine");

        var refused = cardea.run("catalogue", "export", out.toString());
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("is there already; --force writes over it");
        assertThat(out).hasContent("mine");

        assertThat(cardea.run("catalogue", "export", "--force", out.toString()).code()).isZero();
        assertThat(Files.readString(out)).isEqualTo(text()).contains("MIT licence");
        assertThat(cardea.run("catalogue", "export", folder + "/none/out.txt").err())
                .contains("can't be written");
        assertThat(cardea.run("catalogue", "export", "--help").out())
                .contains("--force")
                .contains("a file that 'update' takes");
    }

    @Test
    void aRetiredModelIsToldFromOneThatTheProviderDoesNotKnow() {
        cardea.run("catalogue", "update", "--from", file.toString());

        var retired = cardea.call("POST", "/v1/chat/completions", chat("openai/long-gone"));
        var later = cardea.call("POST", "/v1/chat/completions", chat("openai/gone-one-day"));

        assertThat(retired.statusCode()).as(retired.body()).isEqualTo(410);
        assertThat(retired.body()).contains("UPSTREAM_MODEL_RETIRED").contains("long-gone");
        assertThat(later.body()).doesNotContain("UPSTREAM_MODEL_RETIRED");
    }

    @Test
    void aModelThatTheOperatorSaysIsRetiredIsRefusedBeforeTheProviderIsAsked() {
        var refused = cardea.call("POST", "/v1/chat/completions", chat("openai/given-up"));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(410);
        assertThat(refused.body())
                .contains("\"MODEL_RETIRED\"")
                .contains("was retired on 2024-01-04; successor: 'gpt-5'.");
        assertThat(served()).doesNotContain("given-up").contains("gpt-5");
    }

    @Test
    void whatCannotBeTakenIsRefusedWithItsPlaceAndTheOldOneStays() throws Exception {
        int line = (int) (text() + NEW_MODELS).lines().count() + 1;
        Files.writeString(file, text() + NEW_MODELS + "openai\tcheap\t\t\t\t\t-1\t\t\t\t\t\t\t\n");
        var refused = cardea.run("catalogue", "update", "--from", file.toString());
        assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.err())
                .contains(file + ":" + line + ": the column 'input price': found '-1'");

        Files.writeString(
                file, text().replace("https://api.openai.com/v1", "https://evil.example/v1"));
        refused = cardea.run("catalogue", "update", "--from", file.toString());
        assertThat(refused.err()).contains("it moves providers (openai)");

        refused = cardea.run("catalogue", "update", "--from", folder.resolve("none").toString());
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(cardea.run("catalogue", "show").out()).contains("built in");
    }

    @Test
    void theConfiguredSourceIsReadByTheGatewayAndItsQueryIsNotShown() {
        var looked = cardea.run("catalogue", "update", "--check");
        assertThat(looked.err()).isEmpty();
        assertThat(looked.out()).contains("nothing was changed");
        assertThat(served()).doesNotContain("fresh");

        var updated = cardea.run("catalogue", "update");
        assertThat(updated.out()).contains(url(source) + "/catalogue").doesNotContain("hidden");
        assertThat(served()).contains("fresh");
    }

    @Test
    void anAddressIsReadWithinBounds() {
        HttpServer large = answering(200, "#".repeat(900_000));
        HttpServer astray = answering(302, "", "location", "file:///etc/passwd");
        HttpServer round = answering(302, "", "location", "/again");
        HttpServer missing = answering(404, "no");
        try {
            assertThat(from(large)).contains("larger than 819200 bytes");
            assertThat(from(astray)).contains("redirects to where the gateway doesn't follow");
            assertThat(from(round)).contains("redirects more than 5 times");
            assertThat(from(missing)).contains("answers 404, expected 200");
            assertThat(cardea.run("catalogue", "update", "--from", "http://example.com/c").err())
                    .contains("expected a file, an https address");
            assertThat(cardea.run("catalogue", "update", "--from", "ftp://127.0.0.1/c").err())
                    .contains("expected a file, an https address");
        } finally {
            large.stop(0);
            astray.stop(0);
            round.stop(0);
            missing.stop(0);
        }
    }

    @Test
    void aDamagedOneGivesWayToTheBuiltInOneAtTheNextStart() throws Exception {
        cardea.run("catalogue", "update", "--from", file.toString());
        Files.writeString(folder.resolve("home/catalogue/current.txt"), "nonsense");

        cardea = cardea.restarted();

        assertThat(cardea.run("catalogue", "show").out()).contains("built in");
        assertThat(served()).contains("gpt-5").doesNotContain("fresh");
    }

    @Test
    void withoutAGatewayTheCommandSaysSo() throws Exception {
        Path none = folder.resolve("none.yaml");
        Files.writeString(none, "home: " + folder.resolve("nowhere") + "\n");
        var ended = CommandLineCardea.run(none, "catalogue", "update", "--from", file.toString());
        assertThat(ended.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(ended.err()).contains("start Cardea once with this home");
    }

    private String revision() {
        return cardea.run("catalogue", "show", "--json").json().path("revision").asString();
    }

    private String from(HttpServer server) {
        var ended = cardea.run("catalogue", "update", "--from", url(server) + "/catalogue");
        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        return ended.err();
    }

    private String line(String model) {
        return cardea.run("catalogue", "list", "--provider=openai", "--model=" + model)
                .out()
                .lines()
                .filter(it -> it.contains("  " + model + "  "))
                .findFirst()
                .orElseThrow();
    }

    private String served() {
        return cardea.call("GET", "/v1/models", "").body();
    }

    private static String chat(String model) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                .formatted(model);
    }

    /// The built-in catalogue as a file.
    private static String text() throws IOException {
        return "[providers]\n" + resource("providers.tsv") + "[models]\n" + resource("models.tsv");
    }

    private static String resource(String name) throws IOException {
        try (var in = Catalogue.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
