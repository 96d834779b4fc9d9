package dev.cardea.control;

import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeyState;
import java.util.Set;

/// Stops a key for good, and records why (A1.7).
public final class RevokeKey {
    private final Changes changes;

    public RevokeKey(Changes changes) {
        this.changes = changes;
    }

    /// @throws ControlFailure.Invalid when no reason is given
    public Key revoke(Mandate mandate, KeyId id) {
        reasoned(mandate);
        return KeySteps.step(
                changes,
                mandate,
                "keys.revoke",
                id,
                Set.of(KeyState.ACTIVE, KeyState.DISABLED),
                KeyState.REVOKED);
    }

    /// Because its secret was seen where it shouldn't be; a revoked key can be marked so later.
    ///
    /// @throws ControlFailure.Invalid when no reason is given
    public Key revokeLeaked(Mandate mandate, KeyId id) {
        reasoned(mandate);
        return KeySteps.step(
                changes,
                mandate,
                "keys.revoke-leaked",
                id,
                Set.of(KeyState.ACTIVE, KeyState.DISABLED, KeyState.REVOKED),
                KeyState.REVOKED_LEAKED);
    }

    private static void reasoned(Mandate mandate) {
        if (mandate.reason().isBlank()) {
            throw new ControlFailure.Invalid(
                    "/reason", "revoking needs a reason, such as a breach or somebody leaving");
        }
    }
}
