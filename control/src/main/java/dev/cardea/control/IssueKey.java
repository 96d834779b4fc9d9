package dev.cardea.control;

import dev.cardea.model.Application;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeySecret;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Owner;
import dev.cardea.model.SecretText;
import dev.cardea.model.Sha256;
import dev.cardea.model.Standing;
import dev.cardea.model.Team;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// Issues a key. Its secret exists in the answer only; what is kept is a hash.
public final class IssueKey {
    private final Changes changes;
    private final String tag;
    private final SecureRandom random;

    /// @param tag of the installation, which the key's id starts with
    public IssueKey(Changes changes, String tag, SecureRandom random) {
        this.changes = changes;
        this.tag = tag;
        this.random = random;
    }

    /// @throws ControlFailure.Invalid when application and owner don't fit together
    /// @throws ControlFailure.NotEntitled when the new key could do more than whoever asks for it
    public IssuedKey issue(Mandate mandate, KeyDraft draft) {
        KeyText text = new KeyText(draft.environment(), draft.type(), KeyText.newId(tag, random));
        SecretText secret = new SecretText(text.issue(random));
        Made<Key> made = make(mandate, "keys.issue", draft, text.id(), Sha256.of(secret.reveal()));
        return new IssuedKey(
                made.entity(), made.repeated() ? Optional.empty() : Optional.of(secret));
    }

    /// Takes in a key that was issued elsewhere, so that its users need not change it. Of its text
    /// only the hash is kept.
    ///
    /// @throws ControlFailure.Invalid when the text is too short to be a secret
    public Made<Key> adopt(Mandate mandate, KeyDraft draft, SecretText foreign) {
        String text = foreign.reveal();
        if (text.length() < 20 || text.length() > 512 || !text.matches("[\\x21-\\x7e]+")) {
            throw new ControlFailure.Invalid(
                    "/secret",
                    "a key has 20 to 512 printable characters without blanks, found "
                            + text.length());
        }
        if (draft.type() != KeyType.SECRET) {
            throw new ControlFailure.Invalid("/type", "only secret keys are taken in");
        }
        return make(mandate, "keys.import", draft, KeyText.newId(tag, random), Sha256.of(text));
    }

    private Made<Key> make(Mandate mandate, String action, KeyDraft draft, KeyId id, Sha256 hash) {
        Owner owner = changes.records().find(mandate.reach(), Owner.class, draft.owner());
        if (owner.standing() == Standing.DELETED) {
            throw Lifecycles.gone(owner);
        }
        draft.application().ifPresent(_ -> fits(mandate, draft, owner));
        mayGrant(mandate, draft);
        if (draft.expiresAt().isPresent() && !draft.expiresAt().get().isAfter(changes.now())) {
            throw new ControlFailure.Invalid("/expires_at", "a new key expires in the future");
        }
        return changes.create(
                mandate,
                action,
                Key.class,
                new Key(
                        id,
                        owner.organization(),
                        draft.application().orElse(null),
                        owner.id(),
                        draft.name(),
                        draft.environment(),
                        draft.type(),
                        KeyState.ACTIVE,
                        List.of(KeySecret.lasting(hash)),
                        draft.notBeforeMicros(),
                        draft.expiresAtMicros(),
                        draft.grants(),
                        true,
                        0));
    }

    private void fits(Mandate mandate, KeyDraft draft, Owner owner) {
        Application application =
                changes.records()
                        .find(
                                mandate.reach(),
                                Application.class,
                                draft.application().orElseThrow());
        Team team = changes.records().find(mandate.reach(), Team.class, application.team());
        if (application.state() == Lifecycle.DELETED) {
            throw Lifecycles.gone(application);
        }
        if (!team.organization().equals(owner.organization())) {
            throw new ControlFailure.Invalid(
                    "/owner",
                    "the owner belongs to %s, the application to %s"
                            .formatted(owner.organization(), team.organization()));
        }
    }

    /// Nobody hands out more than they have.
    static void mayGrant(Mandate mandate, KeyDraft draft) {
        for (String scope : draft.grants().scopes()) {
            if (scope.startsWith("installation:") && mandate.reach().limit().isPresent()) {
                throw new ControlFailure.NotEntitled(AdminScope.INSTALLATION_WRITE.words());
            }
        }
    }
}
