package dev.cardea.benchmarks;

import dev.cardea.model.Application;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.Credential.Presented;
import dev.cardea.model.CredentialId;
import dev.cardea.model.Dialect;
import dev.cardea.model.Disclosure;
import dev.cardea.model.Entity;
import dev.cardea.model.Environment;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeySecret;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Location;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import dev.cardea.model.OwnerKind;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Sealed;
import dev.cardea.model.Sha256;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Standing;
import dev.cardea.model.Team;
import dev.cardea.model.TeamId;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A snapshot with as many keys as wanted, spread over 10 organizations, 100 teams and 1,000
/// applications with an owner each. Every key is read as if from the store: with texts of its own.
final class ManyKeys {
    static final String TAG = "abc";
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final int ORGANIZATIONS = 10;
    private static final int TEAMS = 100;
    private static final int APPLICATIONS = 1000;

    private ManyKeys() {}

    static Snapshot snapshot(int keys) {
        List<Entity> entities = people();
        for (int i = 0; i < keys; i++) {
            entities.add(key(i));
        }
        return Snapshot.of(TAG, entities.size(), NOW, entities);
    }

    /// The snapshot without its keys.
    static List<Entity> people() {
        List<Entity> entities = new ArrayList<>();
        for (int i = 0; i < ORGANIZATIONS; i++) {
            entities.add(
                    new Organization(
                            organization(i),
                            "Organization " + i,
                            Lifecycle.ACTIVE,
                            Disclosure.STANDARD,
                            Grants.ALL,
                            1));
        }
        for (int i = 0; i < TEAMS; i++) {
            entities.add(
                    new Team(
                            new TeamId("team_" + i),
                            organization(i % ORGANIZATIONS),
                            "Team " + i,
                            Lifecycle.ACTIVE,
                            Grants.ALL,
                            1));
        }
        for (int i = 0; i < APPLICATIONS; i++) {
            entities.add(
                    new Application(
                            application(i),
                            new TeamId("team_" + i % TEAMS),
                            "Application " + i,
                            Lifecycle.ACTIVE,
                            Grants.ALL,
                            1));
            entities.add(
                    new Owner(
                            owner(i),
                            organization(i % ORGANIZATIONS),
                            OwnerKind.USER,
                            "Owner " + i,
                            Standing.ACTIVE,
                            Optional.empty(),
                            1));
        }
        ProviderId provider = new ProviderId("prov_openai");
        entities.add(
                new Provider(
                        provider,
                        Optional.empty(),
                        "openai",
                        Dialect.OPENAI,
                        URI.create("https://api.openai.example/v1"),
                        List.of("m1", "m2", "m3"),
                        true,
                        List.of(),
                        true,
                        Optional.empty(),
                        1));
        entities.add(
                new ProviderCredential(
                        new CredentialId("cred_openai"),
                        provider,
                        Optional.empty(),
                        "main",
                        new Sealed(new byte[16]),
                        "f",
                        true,
                        Optional.empty(),
                        1));
        return entities;
    }

    static Key key(int i) {
        return new Key(
                keyId(i),
                organization(i % ORGANIZATIONS),
                application(i % APPLICATIONS),
                owner(i % APPLICATIONS),
                "Key " + i,
                new Environment("live"),
                KeyType.SECRET,
                KeyState.ACTIVE,
                List.of(KeySecret.lasting(hash(i))),
                0,
                Long.MAX_VALUE,
                new Grants(List.of(), List.of(), List.of(), List.of(), List.of()),
                true,
                i + 1L);
    }

    /// What a reader makes of the credential of key `i`.
    static Presented presented(int i) {
        return new Presented(
                Location.AUTHORIZATION,
                hash(i),
                Optional.of(new KeyText(Environment.LIVE, KeyType.SECRET, keyId(i))),
                Optional.empty());
    }

    static KeyId keyId(int i) {
        return new KeyId("%s%s%013d".formatted(KeyId.PREFIX, TAG, i));
    }

    private static Sha256 hash(int i) {
        long mixed = i * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
        return new Sha256(mixed ^ mixed >>> 32, ~mixed, mixed * 17, mixed + i);
    }

    private static OrganizationId organization(int i) {
        return new OrganizationId("org_" + "0".repeat(13) + i);
    }

    private static ApplicationId application(int i) {
        return new ApplicationId("app_" + "0".repeat(12) + i);
    }

    private static OwnerId owner(int i) {
        return new OwnerId("own_" + "0".repeat(12) + i);
    }
}
