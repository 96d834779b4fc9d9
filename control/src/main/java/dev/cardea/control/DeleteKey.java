package dev.cardea.control;

import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeyState;
import java.util.Set;

/// Deletes a key for good. A tombstone with its hash stays, so that whoever still uses it learns why it
/// fails.
public final class DeleteKey {
    private final Changes changes;

    public DeleteKey(Changes changes) {
        this.changes = changes;
    }

    /// @param expected the revision that was read
    public Key delete(Mandate mandate, KeyId id, long expected) {
        Revisions.expect(changes.records().find(mandate.reach(), Key.class, id), expected);
        return KeySteps.step(
                changes,
                mandate,
                "keys.delete",
                id,
                Set.of(
                        KeyState.ACTIVE,
                        KeyState.DISABLED,
                        KeyState.REVOKED,
                        KeyState.REVOKED_LEAKED),
                KeyState.DELETED);
    }
}
