package dev.cardea.control;

import dev.cardea.storage.Actor;
import java.util.Optional;

/// On whose behalf a change is made, how far that goes, and why.
///
/// @param reason in the actor's words, for the audit trail; empty when none was given
/// @param repeat present when the request may come again and is then to change nothing
public record Mandate(Actor actor, Reach reach, String reason, Optional<RepeatKey> repeat) {
    /// The gateway itself.
    public static final Mandate SYSTEM = of(Actor.SYSTEM);

    /// The configuration file.
    public static final Mandate CONFIGURATION = of(Actor.CONFIGURATION);

    public Mandate {
        if (reason.length() > 1000) {
            throw new ControlFailure.Invalid(
                    "/reason", "a reason has up to 1000 characters, found " + reason.length());
        }
    }

    /// For the whole installation, without words.
    public static Mandate of(Actor actor) {
        return new Mandate(actor, Reach.installation(), "", Optional.empty());
    }

    /// The same, with a reason.
    public Mandate because(String reason) {
        return new Mandate(actor, reach, reason, repeat);
    }

    /// The same, for a request that may come again.
    public Mandate repeatable(RepeatKey key) {
        return new Mandate(actor, reach, reason, Optional.of(key));
    }

    /// How a client marks a request that it may send again.
    ///
    /// @param key the client's own, 1 to 255 characters
    /// @param requestHash tells whether a repetition asks for the same
    public record RepeatKey(String key, String requestHash) {
        public RepeatKey {
            if (key.isEmpty() || key.length() > 255) {
                throw new ControlFailure.Invalid(
                        "", "an idempotency key has 1 to 255 characters, found " + key.length());
            }
        }
    }
}
