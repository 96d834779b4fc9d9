package dev.cardea.control;

import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeyState;
import dev.cardea.storage.StoreException;
import java.util.Locale;
import java.util.Set;

/// Steps of a key from state to state. A step that was taken already changes nothing, and none fails
/// because somebody else changed the key in the same moment.
final class KeySteps {
    private static final int TRIES = 5;

    private KeySteps() {}

    /// @param from the states that lead there
    static Key step(
            Changes changes,
            Mandate mandate,
            String action,
            KeyId id,
            Set<KeyState> from,
            KeyState to) {
        for (int tries = 1; ; tries++) {
            Key key = changes.records().find(mandate.reach(), Key.class, id);
            if (key.state() == to) {
                return key;
            }
            if (!from.contains(key.state())) {
                throw forGood(key);
            }
            try {
                return changes.update(mandate, action, Key.class, key.withState(to));
            } catch (StoreException.Conflict e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    /// Says that a key is past this step.
    static ControlFailure forGood(Key key) {
        String state =
                switch (key.state()) {
                    case ACTIVE, DISABLED -> key.state().name().toLowerCase(Locale.ROOT);
                    case REVOKED, REVOKED_LEAKED -> "revoked";
                    case DELETED -> "deleted";
                };
        return new ControlFailure.WrongState(
                "%s is %s, and that is for good".formatted(key.id(), state), "issue a new key");
    }
}
