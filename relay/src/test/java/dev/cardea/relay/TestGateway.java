package dev.cardea.relay;

import dev.cardea.admission.Admission;
import dev.cardea.model.Application;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.CallRecord;
import dev.cardea.model.CallSink;
import dev.cardea.model.Change;
import dev.cardea.model.CredentialId;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.Dialect;
import dev.cardea.model.Disclosure;
import dev.cardea.model.Entity;
import dev.cardea.model.Environment;
import dev.cardea.model.ErrorClass;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeySecret;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.LocalEndpoint;
import dev.cardea.model.ModelFacts;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import dev.cardea.model.OwnerKind;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Readings;
import dev.cardea.model.RouteId;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteRetry;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.RouteTimeouts;
import dev.cardea.model.Sealed;
import dev.cardea.model.Sha256;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Standing;
import dev.cardea.model.Stickiness;
import dev.cardea.model.Team;
import dev.cardea.model.TeamId;
import dev.cardea.model.UpstreamAuth;
import dev.cardea.relay.http.ClientTls;
import dev.cardea.upstreamauth.CredentialBook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A running data plane with two organizations, a key of each, and the providers that a test names. The
/// provider credential is `provider-secret`.
final class TestGateway implements AutoCloseable, CallSink {
    static final String KEY =
            new KeyText(Environment.LIVE, KeyType.SECRET, new KeyId("key_tstKeyOfTests000"))
                    .issue(new SecureRandom());

    /// The key of another organization.
    static final String OTHER_KEY =
            new KeyText(Environment.LIVE, KeyType.SECRET, new KeyId("key_tstKeyOfOther000"))
                    .issue(new SecureRandom());

    final CredentialBook watch = new CredentialBook(this::now);
    private final Gateway gateway;
    private final List<CallRecord> records = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Snapshot> snapshot = new AtomicReference<>();
    final TargetBoard targets = new TargetBoard();
    private volatile Runnable afterSnapshot = () -> {};
    private volatile long heard;
    private volatile boolean clockBroken;

    private TestGateway(
            Snapshot snapshot, UnaryOperator<RelayConfig> settings, ClientTls upstreamTls) {
        this.snapshot.set(snapshot);
        RelayConfig config =
                RelayConfig.of(
                                "node-1",
                                URI.create("https://gateway.example"),
                                List.of(
                                        Listener.plain(
                                                new InetSocketAddress(
                                                        InetAddress.getLoopbackAddress(), 0))))
                        .withEventLoops(1);
        gateway =
                Gateway.start(
                        settings.apply(config),
                        new Ports(
                                this::snapshotTaken,
                                () -> new Readings(heard, Instant.now()),
                                Admission.reaching(new Translators()),
                                this,
                                TestGateway::authorization,
                                watch,
                                new Pages(),
                                targets,
                                ModelFacts.UNKNOWN,
                                StateJournal.NONE),
                        upstreamTls);
    }

    private Instant now() {
        if (clockBroken) {
            throw new AssertionError("the clock is broken");
        }
        return Instant.now();
    }

    /// Whatever is noted of a credential from now on fails, and not by an exception.
    void breakClock() {
        clockBroken = true;
    }

    private @Nullable Snapshot snapshotTaken() {
        Snapshot taken = snapshot.get();
        afterSnapshot.run();
        return taken;
    }

    /// Has the node hear of a newer revision each time after a call has taken its snapshot.
    void hearOfChangesBehindEachSnapshot() {
        afterSnapshot = () -> heard = Long.MAX_VALUE;
        heard = 0;
    }

    /// Adds a model name that leads to these targets, in order.
    void route(String name, RouteTarget... targets) {
        route(
                new ModelRoute(
                        new RouteId("route_" + name),
                        Optional.empty(),
                        name,
                        RoutePolicy.PRIORITY,
                        List.of(targets),
                        List.of(),
                        Stickiness.NONE,
                        List.of(ErrorClass.values()),
                        ModelRoute.USUAL_MAX_EJECTED,
                        RouteRetry.NONE,
                        RouteTimeouts.NONE,
                        Lifecycle.ACTIVE,
                        Optional.empty(),
                        1));
    }

    /// With an OpenAI-shaped provider named `up` behind each of these upstreams, in order.
    static TestGateway to(ScriptedUpstream upstream) {
        return to(upstream, settings -> settings);
    }

    static TestGateway to(ScriptedUpstream upstream, UnaryOperator<RelayConfig> settings) {
        return with(
                settings,
                provider("up", Dialect.OPENAI, "http://127.0.0.1:" + upstream.port() + "/v1"),
                provider("anthro", Dialect.ANTHROPIC, "http://127.0.0.1:" + upstream.port()));
    }

    static TestGateway with(UnaryOperator<RelayConfig> settings, Provider... providers) {
        return trusting(ClientTls.trusting(Optional.empty()), settings, providers);
    }

    static TestGateway trusting(
            ClientTls upstreamTls, UnaryOperator<RelayConfig> settings, Provider... providers) {
        List<Entity> entities = new ArrayList<>();
        tenant("test", "key_tstKeyOfTests000", KEY, entities);
        tenant("other", "key_tstKeyOfOther000", OTHER_KEY, entities);
        for (Provider provider : providers) {
            entities.add(provider);
            entities.add(credential(provider.name(), provider, "main", CredentialTerms.ANY));
        }
        return new TestGateway(
                Snapshot.of("tst", 7, Instant.now(), entities), settings, upstreamTls);
    }

    private static void tenant(String name, String keyId, String key, List<Entity> entities) {
        OrganizationId organization = new OrganizationId("org_" + name);
        TeamId team = new TeamId("team_" + name);
        ApplicationId application = new ApplicationId("app_" + name);
        OwnerId owner = new OwnerId("own_" + name);
        entities.add(
                new Organization(
                        organization,
                        "Test",
                        Lifecycle.ACTIVE,
                        Disclosure.STANDARD,
                        Grants.ALL,
                        1));
        entities.add(new Team(team, organization, "Team", Lifecycle.ACTIVE, Grants.ALL, 1));
        entities.add(new Application(application, team, "App", Lifecycle.ACTIVE, Grants.ALL, 1));
        entities.add(
                new Owner(
                        owner,
                        organization,
                        OwnerKind.SERVICE_ACCOUNT,
                        "Bot",
                        Standing.ACTIVE,
                        Optional.empty(),
                        1));
        entities.add(
                new Key(
                        new KeyId(keyId),
                        organization,
                        application,
                        owner,
                        "key",
                        Environment.LIVE,
                        KeyType.SECRET,
                        KeyState.ACTIVE,
                        List.of(KeySecret.lasting(Sha256.of(key))),
                        0,
                        Long.MAX_VALUE,
                        Grants.ALL,
                        true,
                        1));
    }

    static ProviderCredential credential(
            String id, Provider provider, String name, CredentialTerms terms) {
        return new ProviderCredential(
                new CredentialId("cred_" + id),
                provider.id(),
                Optional.empty(),
                name,
                new Sealed(new byte[] {1}),
                name,
                terms,
                true,
                Optional.empty(),
                1);
    }

    /// Makes these the credentials of their provider besides the one that it has.
    void pool(ProviderCredential... credentials) {
        Snapshot next = Objects.requireNonNull(snapshot.get());
        for (ProviderCredential credential : credentials) {
            next = next.with(new Change(next.revision() + 1, Instant.now(), credential));
        }
        snapshot.set(next);
    }

    /// A provider that takes the model `m` by that name, and whatever else is asked of it by its own.
    /// Of OpenAI's dialect, it knows Responses, too.
    static Provider provider(String name, Dialect dialect, String baseUrl) {
        return new Provider(
                        new ProviderId("prov_" + name),
                        Optional.empty(),
                        name,
                        dialect,
                        URI.create(baseUrl),
                        List.of(),
                        true,
                        List.of("GET /files/*", "POST /files", "HEAD /files/*"),
                        true,
                        Optional.empty(),
                        1)
                .withResponses(dialect == Dialect.OPENAI);
    }

    /// The provider named `signed` wants every request signed.
    /// The secret of a credential of a pool is its name.
    private static UpstreamAuth.Authorization authorization(
            Provider provider, ProviderCredential credential) {
        String secret = credential.name().equals("main") ? "provider-secret" : credential.name();
        if (provider.name().equals("signed")) {
            return (UpstreamAuth.Authorization.Signing) TestGateway::signed;
        }
        return new UpstreamAuth.Authorization.Ready(
                List.of(
                        switch (provider.dialect()) {
                            case ANTHROPIC -> new UpstreamAuth.Field("x-api-key", secret);
                            case GEMINI -> new UpstreamAuth.Field("x-goog-api-key", secret);
                            default -> new UpstreamAuth.Field("authorization", "Bearer " + secret);
                        }));
    }

    private static List<UpstreamAuth.Field> signed(UpstreamAuth.Outgoing request) {
        byte[] body = new byte[request.body().remaining()];
        request.body().get(body);
        return List.of(
                new UpstreamAuth.Field(
                        "authorization",
                        "signed %s %s %s %s"
                                .formatted(
                                        request.method(),
                                        request.authority(),
                                        request.target(),
                                        Sha256.of(body).hex())));
    }

    private static final class Pages implements LocalEndpoint {
        @Override
        public Optional<Access> access(String method, String path) {
            return switch (method + " " + path) {
                case "GET /health" -> Optional.of(Access.ANYONE);
                case "GET /v1/models" -> Optional.of(Access.ADMITTED);
                default -> Optional.empty();
            };
        }

        @Override
        public Answer answer(Request request) {
            return new Answer(
                    200,
                    Map.of("content-type", "text/plain"),
                    (request.path() + " " + request.caller().map(c -> c.key().name()).orElse("-"))
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    @Override
    public void accept(CallRecord call) {
        records.add(call);
    }

    @Override
    public long dropped() {
        return 0;
    }

    Gateway gateway() {
        return gateway;
    }

    int port() {
        return gateway.addresses().getFirst().getPort();
    }

    void snapshot(@Nullable Snapshot snapshot) {
        this.snapshot.set(snapshot);
    }

    /// Lets the first organization ask for models that these patterns fit, and for no others.
    void allowModels(String... patterns) {
        allow(Grants.models(patterns));
    }

    void allow(Grants grants) {
        Snapshot before = Objects.requireNonNull(snapshot.get());
        Organization all =
                new Organization(
                        new OrganizationId("org_test"),
                        "Test",
                        Lifecycle.ACTIVE,
                        Disclosure.STANDARD,
                        grants,
                        1);
        snapshot.set(before.with(new Change(before.revision() + 1, Instant.now(), all)));
    }

    /// Adds a route, or the next version of one.
    void route(ModelRoute route) {
        Snapshot before = Objects.requireNonNull(snapshot.get());
        snapshot.set(before.with(new Change(before.revision() + 1, Instant.now(), route)));
    }

    Wire connect() throws IOException {
        return new Wire(new Socket(InetAddress.getLoopbackAddress(), port()));
    }

    /// A request with the test's key.
    static String post(String path, String body) {
        return post(path, "", body);
    }

    /// @param fields more lines, each with its end
    static String post(String path, String fields, String body) {
        return "POST %s HTTP/1.1\r\nHost: gateway.example\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(
                        path,
                        KEY,
                        fields,
                        body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length,
                        body);
    }

    /// The records so far, once there are this many.
    List<CallRecord> records(int count) {
        await(() -> records.size() >= count, count + " records, found " + records.size());
        return List.copyOf(records);
    }

    /// The only record.
    CallRecord record() {
        records(1);
        if (records.size() > 1) {
            throw new AssertionError("one record expected, found " + records.size());
        }
        return records.getFirst();
    }

    static void await(BooleanSupplier condition, String what) {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("waited in vain for " + what);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        gateway.close();
    }
}
