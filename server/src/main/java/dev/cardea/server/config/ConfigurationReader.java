package dev.cardea.server.config;

import dev.cardea.control.ApplyRoutes;
import dev.cardea.control.catalogue.Catalogue;
import dev.cardea.control.catalogue.CatalogueProvider;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.Dialect;
import dev.cardea.model.Environment;
import dev.cardea.model.Network;
import dev.cardea.model.SecretText;
import dev.cardea.relay.Timeouts;
import dev.cardea.relay.Transport;
import dev.cardea.server.config.Configuration.CallLog;
import dev.cardea.server.config.Configuration.CatalogueSettings;
import dev.cardea.server.config.Configuration.Checks;
import dev.cardea.server.config.Configuration.DeclaredCredential;
import dev.cardea.server.config.Configuration.DeclaredProvider;
import dev.cardea.server.config.Configuration.Limits;
import dev.cardea.server.config.Configuration.Listener;
import dev.cardea.server.config.Configuration.Store;
import dev.cardea.server.config.Configuration.Tls;
import dev.cardea.upstreamauth.ProviderAuth;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the YAML file and the environment into a [Configuration]. The file is optional.
public final class ConfigurationReader {
    static final Set<Dialect> PROVIDER_DIALECTS = Set.of(Dialect.values());

    private final Function<String, Optional<String>> environment;
    private final Set<String> variables;
    private final Path folder;
    private final References references;
    private final Function<Path, Catalogue> catalogues;

    private ConfigurationReader(
            Path folder, Map<String, String> environment, Function<Path, Catalogue> catalogues) {
        this.catalogues = catalogues;
        this.folder = folder;
        this.environment = name -> Optional.ofNullable(environment.get(name));
        this.variables = environment.keySet();
        this.references = new References(folder, this.environment);
    }

    /// @param file the YAML file; when empty, everything has its default
    /// @param environment the environment variables
    /// @param catalogue knows the addresses and models of the usual providers
    /// @throws ConfigurationException naming file, line, what was found and what was expected
    public static Configuration read(
            Optional<Path> file, Map<String, String> environment, Catalogue catalogue) {
        return read(file, environment, (Path _) -> catalogue);
    }

    /// @param catalogues the catalogue that a home keeps
    public static Configuration read(
            Optional<Path> file,
            Map<String, String> environment,
            Function<Path, Catalogue> catalogues) {
        Path folder = file.map(f -> f.toAbsolutePath().getParent()).orElse(Path.of(""));
        var reader = new ConfigurationReader(folder, environment, catalogues);
        return reader.configuration(
                file.map(reader::parse)
                        .orElseGet(() -> new Section("defaults", reader.environment)));
    }

    private Section parse(Path file) {
        try (var in = Files.newInputStream(file)) {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file.toString()).setUseMarks(true).build();
            Optional<Node> root = new Compose(settings).composeInputStream(in);
            if (root.isEmpty()) {
                return new Section(file.toString(), environment);
            }
            if (!(root.get() instanceof MappingNode mapping)) {
                throw new ConfigurationException(
                        new Origin(file.toString(), 1), "expected settings such as 'listen: …'");
            }
            return new Section(file.toString(), "", mapping, environment);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new ConfigurationException(
                    new Origin(file.toString(), line), "is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ConfigurationException(
                    new Origin(file.toString(), 0), "is not YAML: " + e.getMessage());
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the configuration %s can't be read (%s)"
                            .formatted(file, FileTrouble.words(e)));
        }
    }

    private Configuration configuration(Section root) {
        environment.apply("CARDEA_LOG_LEVEL").ifPresent(Variables::checkLogLevel);
        Path home = Path.of(root.text("home", "CARDEA_HOME", "data"));
        InetSocketAddress listen =
                address(root, "listen", root.text("listen", "CARDEA_LISTEN", "127.0.0.1:8080"));
        Environment serves =
                environmentName(
                        root,
                        "environment",
                        root.text("environment", "CARDEA_ENVIRONMENT", "live"));
        List<Listener> listeners = new ArrayList<>();
        listeners.add(new Listener(listen, serves, tls(root)));
        for (Section more : root.sections("listeners")) {
            listeners.add(
                    new Listener(
                            address(more, "listen", more.required("listen")),
                            environmentName(
                                    more, "environment", more.text("environment", serves.name())),
                            tls(more)));
            more.done();
        }
        InetSocketAddress admin =
                address(
                        root,
                        "admin_listen",
                        root.text("admin_listen", "CARDEA_ADMIN_LISTEN", "127.0.0.1:8081"));
        String scheme = listeners.getFirst().tls().isPresent() ? "https" : "http";
        URI publicUrl = PublicUrl.read(root, scheme, listen);
        List<String> adminHosts = root.texts("admin_hosts");
        Limits limits = limits(root.section("limits"));
        List<Network> proxies = networks(root, "trusted_proxies");
        boolean keyInQuery = root.flag("key_in_query", false);
        Duration drain = root.time("drain", Duration.ofSeconds(30));
        Section storeSection = root.section("store");
        Duration idempotencyKeys = storeSection.time("idempotency_keys", Duration.ofDays(1));
        Store store = store(storeSection);
        CallLog callLog = callLog(root.section("call_log"));
        Checks checks = checks(root.section("checks"));
        Optional<Path> upstreamRules = root.text("upstream_rules").map(folder::resolve);
        CatalogueSettings catalogue = CatalogueSection.read(root.section("catalogue"), folder);
        // The section is read again with each catalogue: what it says may change with that.
        Configuration.Declarations declarations =
                explained -> providers(root, new KnownProviders(explained));
        List<DeclaredProvider> providers =
                declarations.under(catalogues.apply(home).with(catalogue.overrides()));
        List<ApplyRoutes.Declared> routes = RouteSettings.read(root);
        root.done();
        return new Configuration(
                home,
                List.copyOf(listeners),
                admin,
                adminHosts,
                publicUrl,
                limits,
                proxies,
                keyInQuery,
                store,
                idempotencyKeys,
                callLog,
                checks,
                catalogue,
                upstreamRules,
                providers,
                declarations,
                routes,
                drain,
                notices(providers));
    }

    /// The data plane says itself what it does unless told otherwise.
    private static Limits limits(Section s) {
        var usual = dev.cardea.relay.Limits.DEFAULT;
        Timeouts waits = Timeouts.DEFAULT;
        Limits limits =
                new Limits(
                        (int) s.size("header_bytes", usual.headerBytes(), 1 << 10, 1 << 20),
                        (int) s.size("uri_bytes", usual.uriBytes(), 256, 64 << 10),
                        s.size("body_bytes", usual.bodyBytes(), 1 << 10, Integer.MAX_VALUE),
                        s.size("upload_bytes", usual.uploadBytes(), 1 << 10, 64L << 30),
                        s.size("translated_bytes", usual.translatedBytes(), 1 << 10, 1L << 30),
                        (int) s.number("connections", usual.connections(), 1, 1_000_000),
                        s.size("held_bytes", usual.heldBytes(), 1 << 20, 64L << 30),
                        s.time("connect", waits.connect()),
                        s.time("first_byte", waits.firstByte()),
                        s.time("idle", waits.idle()),
                        s.time("total", waits.total()),
                        s.time("header", waits.head()),
                        (int) s.number("threads", 0, 0, 1024),
                        s.word("transport", Transport.AUTO));
        s.done();
        return limits;
    }

    private Store store(Section s) {
        String kind = s.text("kind", "CARDEA_STORE", "sqlite");
        Optional<String> url = s.text("url");
        String user = s.text("user", "cardea");
        String password = references.resolve(s.text("password", ""), s.origin("password"));
        s.done();
        return switch (kind) {
            case "sqlite" -> new Store.Sqlite();
            case "postgresql" ->
                    new Store.Postgresql(
                            references.resolve(
                                    url.orElseThrow(() ->
                                            new ConfigurationException(
                                                    s.origin(),
                                                    "'store.url' is missing, such as jdbc:postgresql://host/cardea")),
                                    s.origin("url")),
                            user,
                            new SecretText(password));
            default -> throw s.wrong("kind", "'" + kind + "'", "sqlite or postgresql");
        };
    }

    private static Checks checks(Section s) {
        Checks checks =
                new Checks(
                        s.time("credentials", Duration.ofMinutes(15)),
                        s.time("status_pages", Duration.ofMinutes(2)),
                        s.time("timeout", Duration.ofSeconds(10)));
        s.done();
        if (checks.timeout().isZero()) {
            throw s.wrong("timeout", "0", "a time such as 10s");
        }
        return checks;
    }

    private static CallLog callLog(Section s) {
        CallLog log =
                new CallLog(
                        (int) s.number("retention_days", 30, 1, 3650),
                        (int) s.number("queue", 65_536, 1_024, 16_777_216),
                        (int) s.number("memory_mb", 128, 64, 65_536));
        s.done();
        return log;
    }

    private List<DeclaredProvider> providers(Section root, KnownProviders known) {
        Map<String, Origin> names = new HashMap<>();
        List<DeclaredProvider> providers = new ArrayList<>();
        for (Section s : root.sections("providers")) {
            DeclaredProvider provider = provider(s, known);
            Origin before = names.put(provider.name(), s.origin());
            if (before != null) {
                throw s.wrong(
                        "name",
                        "'" + provider.name() + "' again",
                        "another name than at " + before);
            }
            providers.add(provider);
        }
        if (root.flag("providers_from_environment", true)) {
            providers.addAll(known.found(environment, new HashSet<>(names.keySet())));
        }
        return List.copyOf(providers);
    }

    private DeclaredProvider provider(Section s, KnownProviders known) {
        String name = s.required("name");
        if (!name.matches("[a-z0-9][a-z0-9._-]{0,62}")) {
            throw s.wrong("name", "'" + name + "'", "lower-case letters, digits, dots and dashes");
        }
        Optional<CatalogueProvider> listed = known.named(name);
        Dialect dialect = dialect(s, listed);
        Optional<String> written =
                s.text("base_url").or(() -> listed.map(CatalogueProvider::address));
        String url =
                written.orElseThrow(
                        () -> new ConfigurationException(s.origin(), "'base_url' is missing"));
        List<DeclaredCredential> credentials = new ArrayList<>();
        s.text("api_key")
                .ifPresent(key ->
                        credentials.add(
                                credential(
                                        dialect,
                                        "main",
                                        key,
                                        CredentialTerms.ANY,
                                        s.origin("api_key"))));
        for (Section c : s.sections("credentials")) {
            credentials.add(
                    credential(
                            dialect,
                            c.text("name", "credential-" + (credentials.size() + 1)),
                            c.required("secret"),
                            terms(c),
                            c.origin("secret")));
            c.done();
        }
        List<String> listedHere = s.texts("models");
        URI baseUrl =
                BaseUrl.parse(references.resolve(url, s.origin("base_url")), s.origin("base_url"));
        DeclaredProvider provider =
                new DeclaredProvider(
                        name,
                        dialect,
                        baseUrl,
                        listedHere.isEmpty() ? known.models(name) : listedHere,
                        s.flag("unlisted_models", listedHere.isEmpty()),
                        passThrough(s),
                        s.flag("keyless", listed.filter(CatalogueProvider::keyless).isPresent()),
                        s.flag(
                                "responses",
                                listed.filter(CatalogueProvider::responses).isPresent()),
                        statusPage(s, listed, url),
                        s.flag("enabled", true),
                        AuthorityFile.read(s, folder, baseUrl),
                        List.copyOf(credentials),
                        s.origin().toString());
        s.done();
        return provider;
    }

    private static CredentialTerms terms(Section s) {
        return new CredentialTerms(
                (int) s.number("weight", 1, 1, CredentialTerms.MOST_WEIGHT),
                (int) s.number("requests_per_minute", 0, 0, Integer.MAX_VALUE),
                (int) s.number("tokens_per_minute", 0, 0, Integer.MAX_VALUE),
                s.texts("models"));
    }

    /// `none` switches off the one that the catalogue knows, which says nothing of another address.
    private static Optional<URI> statusPage(
            Section s, Optional<CatalogueProvider> listed, String address) {
        return s.text("status_page")
                .or(() ->
                        listed.filter(known -> known.address().equals(address))
                                .flatMap(CatalogueProvider::statusPage))
                .filter(page -> !page.equals("none"))
                .map(page -> BaseUrl.parse(page, s.origin("status_page")));
    }

    private DeclaredCredential credential(
            Dialect dialect, String name, String secret, CredentialTerms terms, Origin origin) {
        SecretText resolved = new SecretText(references.resolve(secret, origin).strip());
        ProviderAuth.forms()
                .fault(dialect, resolved)
                .ifPresent(fault -> {
                    throw new ConfigurationException(origin, fault);
                });
        return new DeclaredCredential(name, resolved, terms, origin.toString());
    }

    private static List<String> passThrough(Section s) {
        List<String> declared = s.texts("pass_through");
        for (String entry : declared) {
            if (!entry.matches("[A-Z]+ /\\S*")) {
                throw s.wrong(
                        "pass_through", "'" + entry + "'", "'METHOD /path', with * for any text");
            }
        }
        return declared;
    }

    private static Dialect dialect(Section s, Optional<CatalogueProvider> known) {
        Optional<String> written = s.text("dialect");
        if (written.isEmpty()) {
            return known.map(CatalogueProvider::dialect).orElse(Dialect.OPENAI);
        }
        return PROVIDER_DIALECTS.stream()
                .filter(d -> d.name().toLowerCase(Locale.ROOT).equals(written.get()))
                .findFirst()
                .orElseThrow(() ->
                        s.wrong(
                                "dialect",
                                "'" + written.get() + "'",
                                String.join(
                                        ", ",
                                        PROVIDER_DIALECTS.stream()
                                                .map(d -> d.name().toLowerCase(Locale.ROOT))
                                                .sorted()
                                                .toList())));
    }

    private Optional<Tls> tls(Section s) {
        Section tls = s.section("tls");
        Optional<String> certificate = tls.text("certificate");
        Optional<String> key = tls.text("key");
        tls.done();
        if (certificate.isPresent() != key.isPresent()) {
            throw new ConfigurationException(
                    tls.origin(), "'tls' needs both 'certificate' and 'key', PEM files");
        }
        return certificate.map(c -> new Tls(folder.resolve(c), folder.resolve(key.orElseThrow())));
    }

    private static List<Network> networks(Section s, String key) {
        List<Network> networks = new ArrayList<>();
        for (String text : s.texts(key)) {
            try {
                networks.add(Network.parse(text));
            } catch (IllegalArgumentException _) {
                throw s.wrong(key, "'" + text + "'", "an address or a network such as 10.0.0.0/8");
            }
        }
        return List.copyOf(networks);
    }

    private static Environment environmentName(Section s, String key, String name) {
        try {
            return new Environment(name);
        } catch (IllegalArgumentException _) {
            throw s.wrong(key, "'" + name + "'", "1 to 16 lower-case letters");
        }
    }

    private static InetSocketAddress address(Section s, String key, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("[\\[\\]]", "");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon >= 0 && port >= 0 && port <= 65535) {
                return new InetSocketAddress(
                        host.isEmpty() || host.equals("*") ? "0.0.0.0" : host, port);
            }
        } catch (NumberFormatException _) {
            // falls through to the error that says what is expected
        }
        throw s.wrong(key, "'" + text + "'", "an address and port such as 127.0.0.1:8080");
    }

    private List<String> notices(List<DeclaredProvider> providers) {
        List<String> notices = new ArrayList<>(Variables.notices(variables));
        for (DeclaredProvider provider : providers) {
            notices.add(
                    "provider %s at %s (%s, %s)"
                            .formatted(
                                    provider.name(),
                                    provider.baseUrl(),
                                    provider.credentials().isEmpty()
                                            ? provider.keyless()
                                                    ? "needs no credential"
                                                    : "no credential; set keyless: true if it needs none"
                                            : provider.credentials().size() == 1
                                                    ? "1 credential"
                                                    : provider.credentials().size()
                                                            + " credentials",
                                    provider.origin()));
        }
        return List.copyOf(notices);
    }
}
