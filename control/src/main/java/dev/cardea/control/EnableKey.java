package dev.cardea.control;

import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeyState;
import java.util.Set;

/// Switches a key on again that was switched off.
public final class EnableKey {
    private final Changes changes;

    public EnableKey(Changes changes) {
        this.changes = changes;
    }

    /// @throws ControlFailure.WrongState when the key is past that
    public Key enable(Mandate mandate, KeyId id) {
        return KeySteps.step(
                changes, mandate, "keys.enable", id, Set.of(KeyState.DISABLED), KeyState.ACTIVE);
    }
}
