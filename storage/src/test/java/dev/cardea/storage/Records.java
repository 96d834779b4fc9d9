package dev.cardea.storage;

import dev.cardea.model.Application;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.CredentialId;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.Dialect;
import dev.cardea.model.Disclosure;
import dev.cardea.model.Environment;
import dev.cardea.model.ErrorClass;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeySecret;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyType;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Network;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import dev.cardea.model.OwnerKind;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.RouteId;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteRetry;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.RouteTimeouts;
import dev.cardea.model.Sealed;
import dev.cardea.model.Sha256;
import dev.cardea.model.Standing;
import dev.cardea.model.Stickiness;
import dev.cardea.model.TargetPrice;
import dev.cardea.model.Team;
import dev.cardea.model.TeamId;
import dev.cardea.model.Unsupported;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Small records to test with.
public final class Records {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    public static final OrganizationId ACME = new OrganizationId("org_acme");
    public static final TeamId CORE = new TeamId("team_core");
    public static final ApplicationId CHAT = new ApplicationId("app_chat");
    public static final OwnerId ADA = new OwnerId("own_ada");
    public static final ProviderId OPENAI = new ProviderId("prov_openai");

    private Records() {}

    public static RowMac mac() {
        return RowMac.derive("a key-encryption key for tests".getBytes(StandardCharsets.US_ASCII));
    }

    public static Installation installation() {
        return new Installation("t3S", NOON, mac().keyId());
    }

    public static Organization organization(String id, String name) {
        return new Organization(
                new OrganizationId(id), name, Lifecycle.ACTIVE, Disclosure.STANDARD, Grants.ALL, 0);
    }

    public static Team team(String id, OrganizationId organization, String name) {
        return new Team(new TeamId(id), organization, name, Lifecycle.ACTIVE, Grants.ALL, 0);
    }

    public static Application application(String id, TeamId team, String name) {
        return new Application(
                new ApplicationId(id), team, name, Lifecycle.ACTIVE, Grants.models("gpt-*"), 0);
    }

    public static Owner owner(String id, OrganizationId organization) {
        return new Owner(
                new OwnerId(id),
                organization,
                OwnerKind.USER,
                "Ada Lovelace",
                Standing.ACTIVE,
                Optional.of(NOON),
                0);
    }

    public static Provider provider(String id, String name) {
        return new Provider(
                new ProviderId(id),
                Optional.empty(),
                name,
                Dialect.OPENAI,
                URI.create("https://api.example.com/v1"),
                List.of("gpt-4o", "gpt-4o-*"),
                true,
                List.of("GET /v1/files/*"),
                true,
                true,
                Optional.of(URI.create("https://status.example.com/api/v2/summary.json")),
                true,
                Optional.of("cardea.yaml:12"),
                0);
    }

    public static ProviderCredential credential(String id, ProviderId provider) {
        return new ProviderCredential(
                new CredentialId(id),
                provider,
                Optional.of(ACME),
                "main",
                new Sealed(new byte[] {1, 2, -3}),
                "0123456789ab",
                new CredentialTerms(3, 60, 90_000, List.of("gpt-4o*")),
                true,
                Optional.empty(),
                0);
    }

    /// A route with every member set.
    public static ModelRoute route(String id, String name) {
        return new ModelRoute(
                new RouteId(id),
                Optional.of(ACME),
                name,
                RoutePolicy.LEAST_LOAD,
                List.of(
                        RouteTarget.of("openai", "gpt-4o").withWeight(3).in("eu-west-1"),
                        RouteTarget.of("prov_other", "gpt-4o-eu")
                                .withPriority(2)
                                .at(new TargetPrice(2_500_000, 10_000_000)),
                        RouteTarget.of("new", "gpt-5").as(RouteTarget.Role.CANARY, 5),
                        RouteTarget.of("new", "gpt-6").as(RouteTarget.Role.MIRROR, 1)),
                List.of("eu-*", ""),
                Stickiness.CONVERSATION,
                List.of(ErrorClass.TIMEOUT, ErrorClass.CONTEXT_TOO_LONG),
                Unsupported.DROP,
                34,
                new RouteRetry(2, 50, 1_000, 10),
                new RouteTimeouts(1_000, 20_000, 5_000, 60_000),
                Lifecycle.ACTIVE,
                Optional.of("cardea.yaml:40"),
                0);
    }

    /// The key `key_t3S` and the number, filled up with zeros.
    public static Key key(int number) {
        return new Key(
                new KeyId("key_t3S%013d".formatted(number)),
                ACME,
                CHAT,
                ADA,
                "key " + number,
                Environment.LIVE,
                KeyType.SECRET,
                KeyState.ACTIVE,
                List.of(KeySecret.lasting(Sha256.of("secret " + number))),
                0,
                Long.MAX_VALUE,
                Grants.ALL,
                true,
                0);
    }

    /// A key with every member set.
    public static Key fullKey() {
        return new Key(
                new KeyId("key_t3Sfull"),
                ACME,
                null,
                null,
                "Schlüssel \"1\"\n",
                new Environment("test"),
                KeyType.MANAGEMENT,
                KeyState.REVOKED_LEAKED,
                List.of(
                        new KeySecret(Sha256.of("old"), 1_800_000_000_000_000L),
                        KeySecret.lasting(Sha256.of("new"))),
                1_700_000_000_000_001L,
                1_900_000_000_000_000L,
                new Grants(
                        List.of("openai/*"),
                        List.of("/v1/chat/*"),
                        List.of("admin"),
                        List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::/32")),
                        List.of(Network.parse("10.1.2.3"))),
                false,
                77);
    }

    /// One of each kind, in an order in which they can be written.
    public static List<Write> tenancy() {
        List<Write> writes = new ArrayList<>();
        writes.add(Write.create(organization("org_acme", "acme")));
        writes.add(Write.create(team("team_core", ACME, "core")));
        writes.add(Write.create(application("app_chat", CORE, "chat")));
        writes.add(Write.create(owner("own_ada", ACME)));
        writes.add(Write.create(provider("prov_openai", "openai")));
        writes.add(Write.create(credential("cred_main", OPENAI)));
        writes.add(Write.create(key(1)));
        return writes;
    }

    public static Commit commit(Write... writes) {
        return Commit.of(Actor.SYSTEM, "test", NOON, writes);
    }

    public static Commit commit(List<Write> writes) {
        return Commit.of(Actor.SYSTEM, "test", NOON, writes);
    }
}
