package dev.cardea.server;

import dev.cardea.admin.AdminConfig;
import dev.cardea.admin.AdminServer;
import dev.cardea.admission.Admission;
import dev.cardea.calllog.CallLog;
import dev.cardea.calllog.CallLogOptions;
import dev.cardea.calllog.DuckDbCallLog;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.DescribeStatus;
import dev.cardea.control.FirstStart.FirstKeys;
import dev.cardea.control.Health;
import dev.cardea.control.ModelLists;
import dev.cardea.control.ReasonPages;
import dev.cardea.control.SealBroken;
import dev.cardea.control.SnapshotPublisher;
import dev.cardea.control.Welcome;
import dev.cardea.control.catalogue.CallPrices;
import dev.cardea.control.upstream.UpstreamGet;
import dev.cardea.control.upstream.UpstreamRounds;
import dev.cardea.control.upstream.Upstreams;
import dev.cardea.model.CallPricing;
import dev.cardea.model.Dialect;
import dev.cardea.model.LocalEndpoint;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.SecretText;
import dev.cardea.model.Snapshot;
import dev.cardea.relay.Gateway;
import dev.cardea.relay.StateJournal;
import dev.cardea.relay.TargetBoard;
import dev.cardea.relay.Translators;
import dev.cardea.relay.Transport;
import dev.cardea.relay.http.ServerTls;
import dev.cardea.server.cli.CommandFailure;
import dev.cardea.server.cli.ExitCode;
import dev.cardea.server.config.Configuration;
import dev.cardea.server.config.ConfigurationException;
import dev.cardea.server.config.ConfiguredFiles;
import dev.cardea.server.echo.EchoServer;
import dev.cardea.storage.StoreException;
import dev.cardea.upstreamauth.CredentialBook;
import dev.cardea.upstreamauth.ProviderAuth;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A whole running Cardea: the composition root. Starts the parts in the order in which they are
/// needed, and ends them the other way round.
public final class Cardea implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cardea.class);
    private static final Duration FLUSH = Duration.ofSeconds(10);
    private static final Duration UPKEEP_PACE = Duration.ofHours(1);
    private static final Duration RULES_PACE = Duration.ofSeconds(5);

    private final InstantSource clock = InstantSource.system();
    private final String node = DataPlane.node();
    private final CredentialBook watch = new CredentialBook(clock);
    private final Configuration configuration;
    private final Parts parts;
    private final ProviderAuth auth;
    private final SnapshotPublisher publisher;
    private final CallLog calls;
    private final TargetBoard targets = new TargetBoard();
    private final Gateway gateway;
    private final AdminServer admin;
    private final Optional<FirstKeys> firstKeys;
    private volatile CallPricing pricing = CallPricing.AS_RECORDED;
    private volatile boolean closing;

    private Cardea(Configuration configuration, Parts parts) {
        this.configuration = configuration;
        this.parts = parts;
        configuration
                .upstreamRules()
                .ifPresent(file -> parts.add(UpstreamRules.following(file, RULES_PACE)));
        Home home = parts.add(Home.open(configuration.home()));
        Parts.Later<CallLog> log = parts.begin(() -> callLog(home));
        Parts.Later<StateFiles> kept = parts.begin(() -> StateFiles.open(home.states()));
        Foundation foundation = Foundation.lay(home, configuration, clock);
        parts.add(foundation.store());
        parts.add(foundation.snapshots());
        auth =
                parts.add(
                        new ProviderAuth(
                                credential -> open(foundation, credential), Clock.systemUTC()));
        publisher =
                parts.add(
                        SnapshotPublisher.start(
                                foundation.store(),
                                foundation.kept(),
                                new SecretsAhead(auth, new KeptSnapshot(foundation.snapshots())),
                                clock,
                                SnapshotPublisher.USUAL_PACE));
        SecretsAhead.prepare(auth, publisher.snapshot());
        parts.add(
                CredentialStateFile.follow(
                        home.credentialStates(),
                        watch,
                        id -> publisher.snapshot().credentials().get(id) != null));
        ControlPlane control =
                new ControlPlane(
                        foundation.store(),
                        publisher,
                        foundation.vault(),
                        ProviderAuth.forms(),
                        publisher.snapshot().tag(),
                        clock,
                        new SecureRandom());
        firstKeys = firstKeys(control, home);
        KnownModels known = KnownModels.of(configuration, control, clock);
        pricing = new CallPrices(known.shelf());
        apply(control, known);
        parts.add(
                StoreUpkeep.start(
                        foundation.store(), configuration.idempotencyKeys(), UPKEEP_PACE, clock));
        calls = log.part();
        Admission admission = Admission.reaching(new Translators(), known.shelf());
        Map<String, InetSocketAddress> hosts = echo();
        gateway = parts.add(gateway(admission, hosts, known, kept.part()));
        Configuration.Checks checks = configuration.checks();
        UpstreamGet http =
                parts.add(
                        new UpstreamGet(
                                checks.timeout(), hosts, PrivateAuthorities.of(configuration)));
        Upstreams upstreams = new Upstreams(publisher::snapshot, http, auth, watch, clock);
        admin =
                parts.add(
                        AdminServer.start(
                                new AdminConfig(
                                        configuration.admin(),
                                        Set.copyOf(configuration.adminHosts()),
                                        publicUrl(),
                                        node,
                                        new DescribeStatus.Loops(
                                                gateway.transport().name().toLowerCase(Locale.ROOT),
                                                gateway.eventLoops())),
                                control,
                                upstreams,
                                targets,
                                admission,
                                calls,
                                known.shelf(),
                                known.update(),
                                clock));
        parts.add(
                upstreams.rounds(
                        new UpstreamRounds.Schedule(checks.credentials(), checks.statusPages())));
        firstStartOver(home);
    }

    /// @throws CommandFailure with one sentence for the operator and an exit code
    /// @throws ConfigurationException when a file that the configuration names can't be used
    public static Cardea start(Configuration configuration) {
        ConfiguredFiles.check(configuration);
        FreePorts.check(configuration);
        Parts parts = new Parts();
        try {
            return new Cardea(configuration, parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private Gateway gateway(
            Admission admission,
            Map<String, InetSocketAddress> hosts,
            KnownModels known,
            StateJournal states) {
        LocalEndpoint local =
                LocalEndpoint.first(
                        List.of(
                                new ModelLists(admission, clock),
                                new ReasonPages(),
                                new Welcome(),
                                new Health(() -> !closing)));
        try {
            return Gateway.start(
                    DataPlane.settings(node, configuration, hosts),
                    publisher::snapshot,
                    publisher::readings,
                    admission,
                    calls.sink(),
                    auth,
                    watch,
                    local,
                    targets,
                    known.shelf(),
                    states);
        } catch (Gateway.CannotListen e) {
            throw new CommandFailure(ExitCode.PORT, String.valueOf(e.getMessage()));
        } catch (ServerTls.UnusableCertificate | Transport.Unavailable e) {
            throw new CommandFailure(ExitCode.CONFIGURATION, String.valueOf(e.getMessage()));
        }
    }

    private Optional<FirstKeys> firstKeys(ControlPlane control, Home home) {
        boolean filled = publisher.snapshot().revision() > 0;
        if (filled && !Files.exists(home.firstStart())) {
            return Optional.empty();
        }
        FirstKeys keys =
                filled
                        ? control.firstStart().again(publisher.snapshot())
                        : control.firstStart().start();
        Home.writeSecret(home.adminToken(), keys.commandLine().reveal() + "\n");
        return Optional.of(keys);
    }

    /// From here on the keys of a first start are shown.
    private static void firstStartOver(Home home) {
        try {
            Files.deleteIfExists(home.firstStart());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.HOME,
                    "%s can't be removed (%s)"
                            .formatted(home.firstStart(), e.getClass().getSimpleName()));
        }
    }

    private void apply(ControlPlane control, KnownModels known) {
        try {
            control.applyConfiguration().apply(known.declared());
            control.applyRoutes().apply(configuration.routes());
        } catch (StoreException e) {
            LOG.warn(
                    "the store is away; providers stay as the snapshot of revision {} has them: {}",
                    publisher.snapshot().revision(),
                    e.getMessage());
        }
    }

    private CallLog callLog(Home home) {
        Configuration.CallLog settings = configuration.callLog();
        return new DuckDbCallLog(
                CallLogOptions.in(home.callLog())
                        .withQueueCapacity(Integer.highestOneBit(settings.queue() * 2 - 1))
                        .withRetentionDays(settings.retentionDays())
                        .withDatabaseMemory(settings.memoryMegabytes()),
                clock,
                call -> pricing.of(call));
    }

    private Map<String, InetSocketAddress> echo() {
        boolean needed =
                publisher.snapshot().models().providers().stream()
                        .map(provider -> provider.baseUrl().getHost())
                        .anyMatch(DeclaredProviders.ECHO_HOST::equals);
        return needed
                ? Map.of(DeclaredProviders.ECHO_HOST, parts.add(EchoServer.start()).address())
                : Map.of();
    }

    private static Optional<SecretText> open(Foundation foundation, ProviderCredential credential) {
        try {
            return Optional.of(foundation.vault().open(credential.id(), credential.sealed()));
        } catch (SealBroken e) {
            LOG.error("{}", e.getMessage());
            return Optional.empty();
        }
    }

    /// Where clients reach the data plane, with the port that was free where any would do.
    private URI publicUrl() {
        URI url = configuration.publicUrl();
        return url.getPort() == 0
                ? URI.create(
                        url.toString().replaceFirst(":0$", ":" + dataPlane().getFirst().getPort()))
                : url;
    }

    /// Where the data plane listens.
    public List<InetSocketAddress> dataPlane() {
        return gateway.addresses();
    }

    /// Where the admin API listens.
    public InetSocketAddress admin() {
        return admin.address();
    }

    /// A model that answers, for the first try.
    public String exampleModel() {
        return publisher.snapshot().models().providers().stream()
                .filter(provider -> provider.dialect() == Dialect.OPENAI)
                .filter(this::isReady)
                .flatMap(provider -> provider.models().stream())
                .filter(model -> model.indexOf('*') < 0)
                .findFirst()
                .orElse(DeclaredProviders.ECHO_MODEL);
    }

    private boolean isReady(Provider provider) {
        return provider.keyless()
                || !publisher.snapshot().models().credentials(provider.id()).isEmpty();
    }

    /// The keys that the first start made; empty on later ones.
    public Optional<FirstKeys> firstKeys() {
        return firstKeys;
    }

    /// What the data plane decides from just now.
    public Snapshot snapshot() {
        return publisher.snapshot();
    }

    /// Takes no more connections, lets calls in flight finish, writes what is to be kept.
    @Override
    public void close() {
        closing = true;
        try {
            if (!gateway.drain(configuration.drain())) {
                LOG.warn(
                        "calls were still in flight after {} s and were ended",
                        configuration.drain().toMillis() / 1000.0);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!calls.flush(FLUSH)) {
            LOG.error("the call log could not be flushed within {}", FLUSH);
        }
        parts.close();
    }
}
