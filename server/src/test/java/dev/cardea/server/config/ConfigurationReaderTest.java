package dev.cardea.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.control.RouteDraft;
import dev.cardea.control.catalogue.Catalogue;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.Dialect;
import dev.cardea.model.ErrorClass;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteTarget;
import dev.cardea.server.config.Configuration.DeclaredCredential;
import dev.cardea.server.config.Configuration.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {
    private static final Catalogue CATALOGUE = Catalogue.builtIn();
    @TempDir Path folder;
    private Path file;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void file() {
        file = folder.resolve("cardea.yaml");
    }

    @Test
    void theDocumentedFileSaysWhatTheDefaultsAre() {
        Path documented = Path.of("..", "docs", "cardea.default.yaml");
        assertThat(ConfigurationReader.read(Optional.of(documented), Map.of(), CATALOGUE))
                .usingRecursiveComparison()
                .ignoringFields("declarations")
                .isEqualTo(ConfigurationReader.read(Optional.empty(), Map.of(), CATALOGUE));
    }

    @Test
    void theDocumentedFileNamesEverySettingThatIsRead() throws IOException {
        String documented = Files.readString(Path.of("..", "docs", "cardea.default.yaml"));
        Path sources = Path.of("src/main/java/dev/cardea/server/config");
        String reader =
                Files.readString(sources.resolve("ConfigurationReader.java"))
                        + Files.readString(sources.resolve("AuthorityFile.java"))
                        + Files.readString(sources.resolve("CatalogueSection.java"))
                        + Files.readString(sources.resolve("RouteSettings.java"));
        var asked =
                Pattern.compile(
                                "\\.(?:text|required|flag|number|size|time|texts|section|sections)\\(\\s*\"([a-z_]+)\"")
                        .matcher(reader)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(asked).hasSizeGreaterThan(30);
        assertThat(asked).allSatisfy(key -> assertThat(documented).contains(key + ":"));
    }

    @Test
    void anUnknownSettingIsRefusedWithTheNearestAndItsLine() {
        assertThatThrownBy(() -> read("home: x\nlimits:\n  body_byte: 1mb\n"))
                .hasMessage(
                        file
                                + ":3: 'limits.body_byte' is not a setting; did you mean 'body_bytes'?");
    }

    @Test
    void routesAreRead() throws IOException {
        Configuration configuration =
                read(
                        """
                        routes:
                          - name: fast
                            policy: least_load
                            sticky: conversation
                            targets:
                              - {provider: openai, model: gpt-4o-mini, weight: 3, region: us}
                              - provider: groq
                                model: llama
                                role: canary
                                percent: 5
                                input_price: 0.15
                                output_price: 0.6
                            fallback_on: [timeout, context_too_long]
                            attempts: 2
                            first_byte: 20s
                        """);
        RouteDraft route = configuration.routes().getFirst().draft();
        assertThat(configuration.routes().getFirst().where()).isEqualTo(file + ":2");
        assertThat(route.policy()).isEqualTo(RoutePolicy.LEAST_LOAD);
        assertThat(route.targets().getLast().role()).contains(RouteTarget.Role.CANARY);
        assertThat(route.targets().getLast().price())
                .contains(new RouteDraft.PriceDraft(150_000, 600_000));
        assertThat(route.fallbackOn())
                .contains(List.of(ErrorClass.TIMEOUT, ErrorClass.CONTEXT_TOO_LONG));
        assertThat(route.timeouts().orElseThrow().firstByteMillis()).contains(20_000L);
    }

    @Test
    void routesThatCantBeAreRefusedWithTheirLine() {
        String start = "routes:\n  - name: fast\n    targets: [{provider: a, model: m}]\n";
        assertThatThrownBy(() -> read(start + "    polices: cost\n"))
                .hasMessageContaining(
                        ":4: 'routes[0].polices' is not a setting; did you mean 'policy'?");
        assertThatThrownBy(() -> read(start + "    policy: wieghted\n"))
                .hasMessageContaining(":4: 'routes[0].policy' is 'wieghted', expected 'weighted'?");
        assertThatThrownBy(() -> read("routes:\n  - {name: fast}\n"))
                .hasMessageContaining(":2: the route 'fast': ");
        assertThatThrownBy(() ->
                        read(start + "  - name: fast\n    targets: [{provider: a, model: m}]\n"))
                .hasMessageContaining("'fast' again");
    }

    @Test
    void aSettingOfTheWrongTypeSaysWhatWasFoundAndExpected() {
        assertThatThrownBy(() -> read("limits: 5\n"))
                .hasMessageContaining(":1: 'limits' is one value, expected a section");
        assertThatThrownBy(() -> read("limits: {connections: many}\n"))
                .hasMessageContaining("'many', expected a whole number from 1 to 1000000");
        assertThatThrownBy(() -> read("drain: soon\n")).hasMessageContaining("a time such as 30s");
        assertThatThrownBy(() -> read("listen: here\n"))
                .hasMessageContaining("an address and port such as 127.0.0.1:8080");
        assertThatThrownBy(() -> read("home: a\nhome: b\n")).hasMessageContaining("is there twice");
        assertThatThrownBy(() -> read("a: [1\n")).hasMessageContaining("is not YAML");
    }

    @Test
    void secretsComeFromReferencesAndNeverShow() throws IOException {
        environment.put("MY_KEY", "sk-from-env");
        Files.writeString(folder.resolve("second.key"), "sk-from-file\n");
        Configuration configuration =
                read(
                        """
                        providers:
                          - name: openai
                            api_key: ${env:MY_KEY}
                            credentials: [{name: second, secret: "${file:second.key}"}]
                        """);
        var credentials = configuration.providers().getFirst().credentials();
        assertThat(credentials.get(0).secret().reveal()).isEqualTo("sk-from-env");
        assertThat(credentials.get(1).secret().reveal()).isEqualTo("sk-from-file");
        assertThat(configuration.toString()).doesNotContain("sk-from");
        assertThatThrownBy(() -> read("providers: [{name: openai, api_key: '${env:NONE}'}]"))
                .hasMessageContaining("the environment variable NONE is not set");
    }

    @Test
    void theUsualVariablesBecomeProvidersUnlessDeclared() {
        environment.put("ANTHROPIC_API_KEY", "k1");
        environment.put("ANTHROPIC_BASE_URL", "http://127.0.0.1:9/");
        environment.put("OPENAI_API_KEY", "k2");
        Configuration configuration =
                read("providers: [{name: openai, base_url: 'https://x.example/v1'}]");
        assertThat(configuration.providers())
                .extracting(p -> p.name() + " " + p.dialect() + " " + p.baseUrl())
                .containsExactly(
                        "openai OPENAI https://x.example/v1",
                        "anthropic ANTHROPIC http://127.0.0.1:9");
        assertThat(read("providers_from_environment: false").providers()).isEmpty();
    }

    @Test
    void plainHttpIsForNearbyAddressesOnly() {
        assertThat(
                        read("providers: [{name: vllm, base_url: 'http://10.1.2.3:8000/v1'}]")
                                .providers()
                                .getFirst()
                                .dialect())
                .isEqualTo(Dialect.OPENAI);
        assertThatThrownBy(() -> read("providers: [{name: x, base_url: 'http://api.example.com'}]"))
                .hasMessageContaining("use https://");
        assertThatThrownBy(() -> read("providers: [{name: x, base_url: 'https://a:b@h.example'}]"))
                .hasMessageContaining("no user");
    }

    @Test
    void onlyWhatSaysSoIsCalledWithoutACredential() {
        Configuration configuration =
                read(
                        """
                        providers:
                          - {name: mine, base_url: "http://127.0.0.1:9/v1"}
                          - {name: open, base_url: "http://127.0.0.1:9/v1", keyless: true}
                          - {name: ollama}
                          - {name: groq, api_key: k}
                        """);
        assertThat(configuration.providers())
                .extracting(p -> p.name() + " " + p.keyless())
                .containsExactly("mine false", "open true", "ollama true", "groq false");
        assertThat(configuration.notices().getFirst()).contains("set keyless: true");
    }

    @Test
    void aCredentialOfAPoolHasItsTerms() {
        Configuration configuration =
                read(
                        """
                        providers:
                          - name: groq
                            status_page: none
                            credentials:
                              - {name: a, secret: s1, weight: 3, requests_per_minute: 60}
                              - {name: b, secret: s2, tokens_per_minute: 90000, models: [llama-*]}
                          - {name: openai, api_key: k}
                          - {name: deepseek, api_key: k, base_url: "https://proxy.example/v1"}
                        """);
        assertThat(configuration.providers().getFirst().credentials())
                .extracting(DeclaredCredential::terms)
                .containsExactly(
                        new CredentialTerms(3, 60, 0, List.of()),
                        new CredentialTerms(1, 0, 90_000, List.of("llama-*")));
        assertThat(configuration.providers())
                .extracting(p -> p.name() + " " + p.statusPage().isPresent())
                .containsExactly("groq false", "openai true", "deepseek false");
    }

    @Test
    void whatAVariableSaysWrongIsToldWithItsName() {
        environment.put("CARDEA_LISTEN", "localhost");
        assertThatThrownBy(() -> read("listen: 127.0.0.1:0\n"))
                .hasMessage(
                        "environment variable CARDEA_LISTEN: 'listen' is 'localhost', expected an address and port such as 127.0.0.1:8080");
        environment.clear();
        environment.put("CARDEA_STORE", "mysql");
        assertThatThrownBy(() -> read(""))
                .hasMessageContaining("environment variable CARDEA_STORE: 'store.kind' is 'mysql'");
        environment.clear();
        environment.put("CARDEA_ENVIRONMENT", "Live 1");
        assertThatThrownBy(() -> read(""))
                .hasMessageContaining("environment variable CARDEA_ENVIRONMENT: ");
        environment.clear();
        environment.put("CARDEA_PUBLIC_URL", "ai example");
        assertThatThrownBy(() -> read(""))
                .hasMessageContaining(
                        "environment variable CARDEA_PUBLIC_URL: 'public_url' is 'ai example'");
        environment.clear();
        assertThatThrownBy(() -> read("public_url: ftp://x\n"))
                .hasMessageContaining(":1: 'public_url' is 'ftp://x'");
    }

    @Test
    void aVariableThatLooksLikeOneOfCardeasIsTold() {
        environment.put("CARDEA_LISTN", "127.0.0.1:0");
        environment.put("CARDEA_PORT_8080_TCP", "tcp://10.0.0.1:8080");
        environment.put("CARDEA_KEY", "of an application");
        assertThat(read("").notices())
                .containsExactly(
                        "environment variable CARDEA_LISTN says nothing to Cardea; CARDEA_LISTEN does");
    }

    @Test
    void aLevelOfTheLogThatIsNoneIsRefused() {
        environment.put("CARDEA_LOG_LEVEL", "verbose");
        assertThatThrownBy(() -> read(""))
                .hasMessage(
                        "environment variable CARDEA_LOG_LEVEL: 'verbose' is no level, expected one of"
                                + " off, error, warn, info, debug, trace");
        environment.put("CARDEA_LOG_LEVEL", "WARN");
        assertThat(read("").notices()).isEmpty();
    }

    @Test
    void everyVariableThatIsReadOrDocumentedIsKnown() throws IOException {
        try (var sources = Files.walk(Path.of("src/main/java"));
                var documents = Files.walk(Path.of("../docs"))) {
            var named =
                    Stream.concat(
                                    Stream.concat(sources, documents).filter(Files::isRegularFile),
                                    Stream.of(Path.of("../README.md"), Path.of("../cardea")))
                            .filter(path -> !path.endsWith("Variables.java"))
                            .flatMap(ConfigurationReaderTest::variables)
                            .collect(Collectors.toSet());
            assertThat(named).containsExactlyInAnyOrderElementsOf(Variables.KNOWN);
        }
    }

    private static Stream<String> variables(Path path) {
        try {
            return Pattern.compile("CARDEA_[A-Z_]*[A-Z]")
                    .matcher(Files.readString(path, StandardCharsets.ISO_8859_1))
                    .results()
                    .map(MatchResult::group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAddressOfTheNewKindIsBracketedWhereClientsReadIt() throws IOException {
        assertThat(read("listen: '[::1]:8080'\n").publicUrl().toString())
                .isEqualTo("http://[0:0:0:0:0:0:0:1]:8080");
        assertThat(read("listen: 0.0.0.0:8080\n").publicUrl().toString())
                .isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void theEnvironmentOverridesTheFile() {
        environment.put("CARDEA_LISTEN", "127.0.0.1:0");
        environment.put("CARDEA_HOME", "elsewhere");
        Configuration configuration = read("listen: 127.0.0.1:9\nhome: here\ndrain: 5s\n");
        assertThat(configuration.listeners().getFirst().address().getPort()).isZero();
        assertThat(configuration.home()).isEqualTo(Path.of("elsewhere"));
        assertThat(configuration.drain()).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.store()).isEqualTo(new Store.Sqlite());
    }

    private Configuration read(String yaml) {
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return ConfigurationReader.read(Optional.of(file), environment, CATALOGUE);
    }
}
