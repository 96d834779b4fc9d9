package dev.cardea.control;

import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeyState;
import java.util.Set;

/// Switches a key off until it is switched on again.
public final class DisableKey {
    private final Changes changes;

    public DisableKey(Changes changes) {
        this.changes = changes;
    }

    /// @throws ControlFailure.WrongState when the key is past that
    public Key disable(Mandate mandate, KeyId id) {
        return KeySteps.step(
                changes, mandate, "keys.disable", id, Set.of(KeyState.ACTIVE), KeyState.DISABLED);
    }
}
