package dev.cardea.admission;

import dev.cardea.model.Application;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.CredentialId;
import dev.cardea.model.Dialect;
import dev.cardea.model.Disclosure;
import dev.cardea.model.Entity;
import dev.cardea.model.Environment;
import dev.cardea.model.Grants;
import dev.cardea.model.Id;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeySecret;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelFacts;
import dev.cardea.model.Network;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import dev.cardea.model.OwnerKind;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Retirement;
import dev.cardea.model.Sealed;
import dev.cardea.model.Sha256;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Standing;
import dev.cardea.model.TargetPrice;
import dev.cardea.model.Team;
import dev.cardea.model.TeamId;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// An installation with one organization, team, application, owner and valid live key, and an
/// OpenAI-shaped provider with a few models. Scenarios change one thing of it.
public final class World {
    public static final String TAG = "abc";

    /// When the pure tests decide.
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    static final OrganizationId ORG = new OrganizationId("org_acme");
    static final TeamId TEAM = new TeamId("team_tinkers");
    static final ApplicationId APP = new ApplicationId("app_shop");
    static final OwnerId OWNER = new OwnerId("own_olivia");
    static final ProviderId PROVIDER = new ProviderId("prov_openai");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<Id, Entity> entities = new LinkedHashMap<>();
    private final Optional<Issuer> issuer;
    private final Map<String, Retirement> retired = new HashMap<>();

    /// The text of the valid key.
    public final String key;

    public final KeyId keyId;

    final Instant now;
    final long nowMicros;

    /// Where further keys come from.
    @FunctionalInterface
    public interface Issuer {
        String issue(String environment, KeyType type);
    }

    World() {
        this(NOW);
    }

    /// @param now when calls will be decided
    public World(Instant now) {
        this(
                now,
                new KeyText(Environment.LIVE, KeyType.SECRET, newId()).issue(RANDOM),
                Optional.empty());
    }

    /// One whose keys a running installation issues.
    ///
    /// @param key that it issued
    public static World before(String key, Issuer issuer) {
        return new World(Instant.now(), key, Optional.of(issuer));
    }

    private World(Instant now, String key, Optional<Issuer> issuer) {
        this.now = now;
        this.issuer = issuer;
        nowMicros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        KeyText text = KeyText.parse(key).orElseThrow();
        this.key = key;
        keyId = text.id();
        organization(Lifecycle.ACTIVE, Disclosure.STANDARD, Grants.ALL);
        team(Lifecycle.ACTIVE, Grants.ALL);
        application(Lifecycle.ACTIVE, Grants.ALL);
        owner(OwnerKind.USER, Standing.ACTIVE, Optional.empty());
        put(key(text, key));
        provider("openai", Dialect.OPENAI, List.of("m1", "m2", "gpt-4", "gpt-3"), false);
        credential(PROVIDER);
    }

    static KeyId newId() {
        return KeyText.newId(TAG, RANDOM);
    }

    /// The id of a key that this installation might have issued, and hasn't.
    KeyId unissued() {
        return KeyText.newId(
                keyId.value().substring(KeyId.PREFIX.length()).substring(0, KeyText.TAG_LENGTH),
                RANDOM);
    }

    /// A text that was never issued here.
    static String fabricated(String environment, KeyType type, KeyId id) {
        return new KeyText(new Environment(environment), type, id).issue(RANDOM);
    }

    /// A key of another type or environment that this installation issued.
    String issued(String environment, KeyType type) {
        if (issuer.isPresent()) {
            return issuer.get().issue(environment, type);
        }
        KeyText text = new KeyText(new Environment(environment), type, newId());
        String issued = text.issue(RANDOM);
        put(key(text, issued));
        return issued;
    }

    public World put(Entity entity) {
        entities.put(entity.id(), entity.withRevision(entities.size() + 1));
        return this;
    }

    World remove(Id id) {
        entities.remove(id);
        return this;
    }

    Key key() {
        return (Key) Objects.requireNonNull(entities.get(keyId));
    }

    private static Key key(KeyText text, String issued) {
        return new Key(
                text.id(),
                ORG,
                text.type() == KeyType.MANAGEMENT ? null : APP,
                OWNER,
                "shop front",
                text.environment(),
                text.type(),
                KeyState.ACTIVE,
                List.of(KeySecret.lasting(Sha256.of(issued))),
                0,
                Long.MAX_VALUE,
                Grants.ALL,
                true,
                0);
    }

    World state(KeyState state) {
        return put(key().withState(state));
    }

    World times(long notBefore, long expires) {
        Key k = key();
        return put(
                new Key(
                        k.id(),
                        k.organization(),
                        k.application(),
                        k.owner(),
                        k.name(),
                        k.environment(),
                        k.type(),
                        k.state(),
                        k.secrets(),
                        notBefore,
                        expires,
                        k.grants(),
                        k.intact(),
                        0));
    }

    World secrets(KeySecret... secrets) {
        Key k = key();
        return put(
                new Key(
                        k.id(),
                        k.organization(),
                        k.application(),
                        k.owner(),
                        k.name(),
                        k.environment(),
                        k.type(),
                        k.state(),
                        List.of(secrets),
                        0,
                        Long.MAX_VALUE,
                        k.grants(),
                        k.intact(),
                        0));
    }

    World grants(Grants grants) {
        Key k = key();
        return put(
                new Key(
                        k.id(),
                        k.organization(),
                        k.application(),
                        k.owner(),
                        k.name(),
                        k.environment(),
                        k.type(),
                        k.state(),
                        k.secrets(),
                        0,
                        Long.MAX_VALUE,
                        grants,
                        k.intact(),
                        0));
    }

    World withoutOwner() {
        Key k = key();
        return put(
                new Key(
                        k.id(),
                        k.organization(),
                        k.application(),
                        null,
                        k.name(),
                        k.environment(),
                        k.type(),
                        k.state(),
                        k.secrets(),
                        0,
                        Long.MAX_VALUE,
                        k.grants(),
                        k.intact(),
                        0));
    }

    World organization(Lifecycle state, Disclosure disclosure, Grants grants) {
        return put(new Organization(ORG, "Acme", state, disclosure, grants, 0));
    }

    World team(Lifecycle state, Grants grants) {
        return put(new Team(TEAM, ORG, "Tinkers", state, grants, 0));
    }

    World application(Lifecycle state, Grants grants) {
        return put(new Application(APP, TEAM, "Shop", state, grants, 0));
    }

    World owner(OwnerKind kind, Standing standing, Optional<Instant> lockedUntil) {
        return put(new Owner(OWNER, ORG, kind, "Olivia", standing, lockedUntil, 0));
    }

    World provider(String name, Dialect dialect, List<String> models, boolean unlisted) {
        return put(
                new Provider(
                        new ProviderId("prov_" + name),
                        Optional.empty(),
                        name,
                        dialect,
                        URI.create("https://api.%s.example/v1".formatted(name)),
                        models,
                        unlisted,
                        List.of("POST /v1/files", "GET /v1/files/*"),
                        true,
                        Optional.empty(),
                        0));
    }

    /// All providers at another address.
    public World providersAt(String baseUrl) {
        for (Entity entity : List.copyOf(entities.values())) {
            if (entity instanceof Provider p) {
                put(
                        new Provider(
                                p.id(),
                                p.organization(),
                                p.name(),
                                p.dialect(),
                                URI.create(baseUrl),
                                p.models(),
                                p.unlistedModels(),
                                p.passThrough(),
                                p.keyless(),
                                p.responses(),
                                p.statusPage(),
                                p.enabled(),
                                p.declaredAt(),
                                0));
            }
        }
        return this;
    }

    /// The provider serves the model no more from that day on.
    World retired(String model, String day, Optional<String> successor) {
        retired.put(model, new Retirement(LocalDate.parse(day), successor));
        return this;
    }

    /// Decides as the installation does, with what is known of its models.
    public Admission admission() {
        return Admission.reaching(
                Reach.SAME_DIALECT,
                new ModelFacts() {
                    @Override
                    public Optional<TargetPrice> price(String provider, String model) {
                        return Optional.empty();
                    }

                    @Override
                    public boolean retired(String provider, String model) {
                        return false;
                    }

                    @Override
                    public Optional<Retirement> retirement(Provider provider, String model) {
                        return provider.id().equals(PROVIDER)
                                ? Optional.ofNullable(retired.get(model))
                                : Optional.empty();
                    }
                });
    }

    World credential(ProviderId provider) {
        return put(
                new ProviderCredential(
                        new CredentialId("cred_" + provider.value().substring(5)),
                        provider,
                        Optional.empty(),
                        "main",
                        new Sealed(new byte[8]),
                        "f1",
                        true,
                        Optional.empty(),
                        0));
    }

    /// Switches every credential of a provider off.
    World withoutCredentialOn(ProviderId provider) {
        List.copyOf(entities.values()).stream()
                .flatMap(
                        it -> it instanceof ProviderCredential held ? Stream.of(held) : Stream.of())
                .filter(it -> it.provider().equals(provider))
                .forEach(it -> put(it.withEnabled(false)));
        return this;
    }

    static Grants networks(List<String> allowed, List<String> blocked) {
        return new Grants(
                List.of(),
                List.of(),
                List.of(),
                allowed.stream().map(Network::parse).toList(),
                blocked.stream().map(Network::parse).toList());
    }

    static Grants endpoints(String... patterns) {
        return new Grants(List.of(), List.of(patterns), List.of(), List.of(), List.of());
    }

    static Grants scopes(String... scopes) {
        return new Grants(List.of(), List.of(), List.of(scopes), List.of(), List.of());
    }

    public Snapshot snapshot() {
        return Snapshot.of(TAG, entities.size(), now, entities.values());
    }
}
