package dev.cardea.control;

import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeyState;
import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import dev.cardea.model.Standing;

/// Changes what a key is called, whose it is, how long it works, and what it may do.
public final class ChangeKey {
    private final Changes changes;

    public ChangeKey(Changes changes) {
        this.changes = changes;
    }

    /// What would have to be said of a key as it is.
    ///
    /// @throws ControlFailure.WrongState when it is revoked or deleted
    public KeyDraft draft(Mandate mandate, KeyId id) {
        Key key = changes.records().find(mandate.reach(), Key.class, id);
        live(key);
        // A key whose link to its owner is broken gets an owner by being changed.
        OwnerId owner = key.ownerId().orElse(new OwnerId(OwnerId.PREFIX + "none"));
        return KeyDraft.of(key, owner);
    }

    /// @param expected the revision that the draft was made from
    public Key change(Mandate mandate, KeyId id, long expected, KeyDraft draft) {
        Key current =
                Revisions.expect(changes.records().find(mandate.reach(), Key.class, id), expected);
        live(current);
        Revisions.same("/application", current.applicationId(), draft.application());
        Revisions.same("/environment", current.environment(), draft.environment());
        Revisions.same("/type", current.type(), draft.type());
        IssueKey.mayGrant(mandate, draft);
        Owner owner = changes.records().find(mandate.reach(), Owner.class, draft.owner());
        if (owner.standing() == Standing.DELETED) {
            throw Lifecycles.gone(owner);
        }
        if (!owner.organization().equals(current.organization())) {
            throw new ControlFailure.Invalid(
                    "/owner",
                    "the owner belongs to %s, the key to %s"
                            .formatted(owner.organization(), current.organization()));
        }
        return changes.update(
                mandate,
                "keys.change",
                Key.class,
                new Key(
                        id,
                        current.organization(),
                        current.application(),
                        owner.id(),
                        draft.name(),
                        current.environment(),
                        current.type(),
                        current.state(),
                        current.secrets(),
                        draft.notBeforeMicros(),
                        draft.expiresAtMicros(),
                        draft.grants(),
                        current.intact(),
                        current.revision()));
    }

    private static void live(Key key) {
        if (key.state() != KeyState.ACTIVE && key.state() != KeyState.DISABLED) {
            throw KeySteps.forGood(key);
        }
    }
}
