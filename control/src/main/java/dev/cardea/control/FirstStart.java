package dev.cardea.control;

import dev.cardea.model.ApplicationId;
import dev.cardea.model.Environment;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.KeySecret;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.OwnerId;
import dev.cardea.model.OwnerKind;
import dev.cardea.model.SecretText;
import dev.cardea.model.Sha256;
import dev.cardea.model.Snapshot;
import dev.cardea.model.TeamId;
import dev.cardea.storage.Write;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fills the store of a new installation: one organization, team, application and owner, a key to
/// call models with, and two to call the admin API with.
public final class FirstStart {
    public static final OrganizationId ORGANIZATION = new OrganizationId("org_default");
    public static final TeamId TEAM = new TeamId("team_default");
    public static final ApplicationId APPLICATION = new ApplicationId("app_default");
    public static final OwnerId OWNER = new OwnerId("own_default");

    private final Changes changes;
    private final String tag;
    private final SecureRandom random;

    /// @param tag of the installation, which the ids of keys start with
    public FirstStart(Changes changes, String tag, SecureRandom random) {
        this.changes = changes;
        this.tag = tag;
        this.random = random;
    }

    /// The keys that came of it, here and never again.
    ///
    /// @param secret calls models
    /// @param management calls the admin API
    /// @param commandLine calls the admin API for the command line; kept in a file of the home
    public record FirstKeys(SecretText secret, SecretText management, SecretText commandLine) {}

    /// Writes all of it, or nothing.
    ///
    /// @throws dev.cardea.storage.StoreException when the store isn't new
    public FirstKeys start() {
        NewKey secret = key("first key", KeyType.SECRET, APPLICATION, Grants.ALL);
        NewKey management = key("first management key", KeyType.MANAGEMENT, null, everything());
        NewKey commandLine = key("command line", KeyType.MANAGEMENT, null, everything());
        changes.write(
                Mandate.SYSTEM,
                "installation.start",
                List.of(
                        Write.create(
                                OrganizationDraft.named("default").organization(ORGANIZATION, 0)),
                        Write.create(TeamDraft.named(ORGANIZATION, "default").team(TEAM, 0)),
                        Write.create(
                                ApplicationDraft.named(TEAM, "default")
                                        .application(APPLICATION, 0)),
                        Write.create(
                                OwnerDraft.named(ORGANIZATION, OwnerKind.SERVICE_ACCOUNT, "default")
                                        .owner(OWNER, 0)),
                        Write.create(secret.key()),
                        Write.create(management.key()),
                        Write.create(commandLine.key())));
        return new FirstKeys(secret.text(), management.text(), commandLine.text());
    }

    /// New keys instead of those of a first start that was interrupted before it could show them; they
    /// are revoked.
    ///
    /// @param snapshot what that start has left
    public FirstKeys again(Snapshot snapshot) {
        NewKey secret = key("first key", KeyType.SECRET, APPLICATION, Grants.ALL);
        NewKey management = key("first management key", KeyType.MANAGEMENT, null, everything());
        NewKey commandLine = key("command line", KeyType.MANAGEMENT, null, everything());
        changes.write(
                Mandate.SYSTEM,
                "installation.start-again",
                List.of(
                        Write.create(secret.key()),
                        Write.create(management.key()),
                        Write.create(commandLine.key())));
        RevokeKey revoke = new RevokeKey(changes);
        snapshot.keys()
                .forEach((id, key) -> {
                    if (key.state() == KeyState.ACTIVE) {
                        revoke.revoke(
                                Mandate.SYSTEM.because(
                                        "the first start was interrupted before it was shown"),
                                id);
                    }
                });
        return new FirstKeys(secret.text(), management.text(), commandLine.text());
    }

    private record NewKey(Key key, SecretText text) {}

    private NewKey key(
            String name, KeyType type, @Nullable ApplicationId application, Grants grants) {
        KeyText text = new KeyText(Environment.LIVE, type, KeyText.newId(tag, random));
        SecretText secret = new SecretText(text.issue(random));
        Key key =
                new Key(
                        text.id(),
                        ORGANIZATION,
                        application,
                        OWNER,
                        name,
                        text.environment(),
                        type,
                        KeyState.ACTIVE,
                        List.of(KeySecret.lasting(Sha256.of(secret.reveal()))),
                        0,
                        Long.MAX_VALUE,
                        grants,
                        true,
                        0);
        return new NewKey(key, secret);
    }

    private static Grants everything() {
        return new Grants(
                List.of(),
                List.of(),
                List.of(AdminScope.INSTALLATION_WRITE.words()),
                List.of(),
                List.of());
    }
}
