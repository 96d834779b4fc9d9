package dev.cardea.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.model.ApplicationId;
import dev.cardea.model.Environment;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.OwnerId;
import dev.cardea.model.OwnerKind;
import dev.cardea.model.SecretText;
import dev.cardea.storage.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyLifeTest {
    private final Installed installed = new Installed();
    private final ControlPlane control = installed.control;

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void aNewKeyIsFoundByTheDataPlaneAtOnce() {
        IssuedKey issued = issue("shop");

        assertThat(installed.found(secret(issued))).contains(issued.key());
    }

    @Test
    void theSecretSaysWhatTheKeyIs() {
        IssuedKey issued = issue("shop");

        KeyText text = KeyText.parse(secret(issued).reveal()).orElseThrow();
        assertThat(text.id()).isEqualTo(issued.key().id());
        assertThat(text.tag()).isEqualTo("abc");
        assertThat(text.type()).isEqualTo(KeyType.SECRET);
    }

    @Test
    void theDescriptionOfAKeyShowsNeitherSecretNorHash() {
        IssuedKey issued = issue("shop");

        String description = KeyDescription.of(issued.key()).toString();
        assertThat(description)
                .doesNotContain(secret(issued).reveal())
                .doesNotContain(issued.key().secrets().getFirst().hash().hex());
        assertThat(issued.toString()).doesNotContain(secret(issued).reveal());
    }

    @Test
    void aDisabledKeyCanBeEnabledAgain() {
        KeyId id = issue("shop").key().id();

        assertThat(control.disableKey().disable(Installed.ADMIN, id).state())
                .isEqualTo(KeyState.DISABLED);
        assertThat(control.enableKey().enable(Installed.ADMIN, id).state())
                .isEqualTo(KeyState.ACTIVE);
    }

    @Test
    void aStepThatWasTakenChangesNothing() {
        KeyId id = issue("shop").key().id();
        long revision = control.disableKey().disable(Installed.ADMIN, id).revision();

        assertThat(control.disableKey().disable(Installed.ADMIN, id).revision())
                .isEqualTo(revision);
    }

    @Test
    void revocationIsForGoodAndRecordsWhoAndWhy() {
        IssuedKey issued = issue("shop");
        KeyId id = issued.key().id();

        control.revokeKey().revoke(Installed.ADMIN.because("left the company"), id);

        assertThat(installed.found(secret(issued)).orElseThrow().state())
                .isEqualTo(KeyState.REVOKED);
        Version last = control.records().history(Reach.installation(), id).getLast();
        assertThat(last.actor()).isEqualTo(Installed.ADMIN.actor());
        assertThat(last.reason()).isEqualTo("left the company");
        assertThatThrownBy(() -> control.enableKey().enable(Installed.ADMIN, id))
                .isInstanceOf(ControlFailure.WrongState.class)
                .hasMessage(id + " is revoked, and that is for good");
    }

    @Test
    void revocationWithoutAReasonIsRefused() {
        KeyId id = issue("shop").key().id();

        assertThatThrownBy(() -> control.revokeKey().revoke(Installed.ADMIN, id))
                .isInstanceOf(ControlFailure.Invalid.class);
    }

    @Test
    void aRevokedKeyCanBeMarkedAsLeakedButNotTheOtherWayRound() {
        KeyId id = issue("shop").key().id();
        Mandate why = Installed.ADMIN.because("seen in a public repository");

        control.revokeKey().revoke(why, id);
        assertThat(control.revokeKey().revokeLeaked(why, id).state())
                .isEqualTo(KeyState.REVOKED_LEAKED);
        assertThatThrownBy(() -> control.revokeKey().revoke(why, id))
                .isInstanceOf(ControlFailure.WrongState.class);
    }

    @Test
    void aDeletedKeyLeavesATombstoneThatIsFoundByItsHash() {
        IssuedKey issued = issue("shop");

        control.deleteKey().delete(Installed.ADMIN, issued.key().id(), issued.key().revision());

        assertThat(installed.found(secret(issued)).map(Key::state)).contains(KeyState.DELETED);
    }

    @Test
    void aManagementKeyBelongsToNoApplication() {
        assertThatThrownBy(() ->
                        draft(KeyType.MANAGEMENT, Optional.of(FirstStart.APPLICATION), List.of()))
                .isInstanceOf(ControlFailure.Invalid.class)
                .hasMessage("a management key belongs to no application");
        assertThatThrownBy(() -> draft(KeyType.SECRET, Optional.empty(), List.of()))
                .isInstanceOf(ControlFailure.Invalid.class);
    }

    @Test
    void anUnknownScopeIsRefusedWithTheNearestOne() {
        assertThatThrownBy(() ->
                        draft(
                                KeyType.SECRET,
                                Optional.of(FirstStart.APPLICATION),
                                List.of("models:invok")))
                .isInstanceOf(ControlFailure.Invalid.class)
                .hasMessage("this scope is not known; did you mean models:invoke?")
                .extracting(e -> ((ControlFailure.Invalid) e).pointer())
                .isEqualTo("/grants/scopes/0");
    }

    @Test
    void aTenantCannotHandOutTheWholeInstallation() {
        Mandate tenant = tenant(FirstStart.ORGANIZATION);
        KeyDraft draft = draft(KeyType.MANAGEMENT, Optional.empty(), List.of("installation:read"));

        assertThatThrownBy(() -> control.issueKey().issue(tenant, draft))
                .isInstanceOf(ControlFailure.NotEntitled.class);
    }

    @Test
    void anOwnerOfAnotherOrganizationCannotAnswerForAKey() {
        var elsewhere =
                control.createOrganization()
                        .create(Installed.ADMIN, OrganizationDraft.named("elsewhere"))
                        .entity();
        var stranger =
                control.createOwner()
                        .create(
                                Installed.ADMIN,
                                OwnerDraft.named(elsewhere.id(), OwnerKind.USER, "Eve"))
                        .entity();

        assertThatThrownBy(() ->
                        control.issueKey()
                                .issue(
                                        Installed.ADMIN,
                                        KeyDraft.secret(
                                                FirstStart.APPLICATION, stranger.id(), "mixed")))
                .isInstanceOf(ControlFailure.Invalid.class)
                .hasMessageContaining(elsewhere.id().value());
    }

    @Test
    void aKeyThatIsExpiredAtBirthIsRefused() {
        KeyDraft draft =
                new KeyDraft(
                        Optional.of(FirstStart.APPLICATION),
                        FirstStart.OWNER,
                        "late",
                        Environment.LIVE,
                        KeyType.SECRET,
                        Optional.empty(),
                        Optional.of(installed.clock.instant()),
                        Grants.ALL);

        assertThatThrownBy(() -> control.issueKey().issue(Installed.ADMIN, draft))
                .isInstanceOf(ControlFailure.Invalid.class)
                .hasMessage("a new key expires in the future");
    }

    @Test
    void anExpiredKeyIsExtendedByChangingIt() {
        IssuedKey issued = issue("shop");
        KeyDraft before = control.changeKey().draft(Installed.ADMIN, issued.key().id());
        KeyDraft after =
                new KeyDraft(
                        before.application(),
                        before.owner(),
                        before.name(),
                        before.environment(),
                        before.type(),
                        before.notBefore(),
                        Optional.of(installed.clock.instant().plus(Duration.ofDays(90))),
                        before.grants());

        Key changed =
                control.changeKey()
                        .change(Installed.ADMIN, issued.key().id(), issued.key().revision(), after);

        assertThat(KeyDescription.of(changed).expiresAt()).isEqualTo(after.expiresAt());
        assertThat(changed.secrets()).isEqualTo(issued.key().secrets());
    }

    @Test
    void aKeyFromElsewhereIsFoundByItsOwnText() {
        SecretText foreign = new SecretText("legacy-0123456789-abcdefghij");

        Key key =
                control.issueKey()
                        .adopt(
                                Installed.ADMIN,
                                KeyDraft.secret(FirstStart.APPLICATION, FirstStart.OWNER, "legacy"),
                                foreign)
                        .entity();

        assertThat(installed.found(foreign)).contains(key);
    }

    @Test
    void deletingAnOwnerTellsFirstWhichKeysWillStop() {
        KeyId disabled = issue("off").key().id();
        control.disableKey().disable(Installed.ADMIN, disabled);
        KeyId active = issue("on").key().id();

        var affected = control.findAffectedKeys().of(Reach.installation(), FirstStart.OWNER);

        assertThat(affected.count()).isEqualTo(4);
        assertThat(affected.keys()).contains(active).doesNotContain(disabled);
        assertThat(
                        control.findAffectedKeys()
                                .of(Reach.installation(), FirstStart.APPLICATION)
                                .count())
                .isEqualTo(2);
        assertThatThrownBy(() ->
                        control.findAffectedKeys()
                                .of(Reach.installation(), new OwnerId("own_nobody")))
                .isInstanceOf(ControlFailure.NotFound.class);
    }

    private IssuedKey issue(String name) {
        return control.issueKey()
                .issue(
                        Installed.ADMIN,
                        KeyDraft.secret(FirstStart.APPLICATION, FirstStart.OWNER, name));
    }

    private static KeyDraft draft(
            KeyType type, Optional<ApplicationId> application, List<String> scopes) {
        return new KeyDraft(
                application,
                FirstStart.OWNER,
                "some key",
                Environment.LIVE,
                type,
                Optional.empty(),
                Optional.empty(),
                new Grants(List.of(), List.of(), scopes, List.of(), List.of()));
    }

    private static Mandate tenant(OrganizationId organization) {
        return new Mandate(
                Installed.ADMIN.actor(), new Reach.Within(organization), "", Optional.empty());
    }

    private static SecretText secret(IssuedKey issued) {
        return issued.secret().orElseThrow();
    }
}
