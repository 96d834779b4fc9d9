package dev.cardea.control;

import dev.cardea.model.ApplicationId;
import dev.cardea.model.Environment;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeySecret;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyType;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.OwnerId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// What administrators see of a key: everything but the hashes that it is looked up by.
///
/// @param fingerprints of its secrets: enough to compare with the key in use, too few to guess from
/// @param intact false when the stored row was damaged or forged
public record KeyDescription(
        KeyId id,
        OrganizationId organization,
        Optional<ApplicationId> application,
        Optional<OwnerId> owner,
        String name,
        Environment environment,
        KeyType type,
        KeyState state,
        List<String> fingerprints,
        Optional<Instant> notBefore,
        Optional<Instant> expiresAt,
        Grants grants,
        boolean intact,
        long revision) {

    public KeyDescription {
        fingerprints = List.copyOf(fingerprints);
    }

    public static KeyDescription of(Key key) {
        return new KeyDescription(
                key.id(),
                key.organization(),
                key.applicationId(),
                key.ownerId(),
                key.name(),
                key.environment(),
                key.type(),
                key.state(),
                key.secrets().stream().map(KeySecret::hash).map(h -> h.fingerprint()).toList(),
                time(key.notBeforeMicros(), 0),
                time(key.expiresAtMicros(), Long.MAX_VALUE),
                key.grants(),
                key.intact(),
                key.revision());
    }

    /// The time that a number of microseconds stands for, unless it stands for none.
    static Optional<Instant> time(long micros, long none) {
        return micros == none
                ? Optional.empty()
                : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
