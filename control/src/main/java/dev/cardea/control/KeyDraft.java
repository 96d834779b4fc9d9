package dev.cardea.control;

import dev.cardea.model.ApplicationId;
import dev.cardea.model.Environment;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.KeyType;
import dev.cardea.model.OwnerId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What an administrator says of a key.
///
/// @param application whose key it is; a management key has none
/// @param owner who answers for it; its organization is the key's
/// @param notBefore when it starts to work; empty for at once
/// @param expiresAt when it stops to work; empty for never
public record KeyDraft(
        Optional<ApplicationId> application,
        OwnerId owner,
        String name,
        Environment environment,
        KeyType type,
        Optional<Instant> notBefore,
        Optional<Instant> expiresAt,
        Grants grants) {

    public KeyDraft {
        Words.name("/name", name);
        grants = GrantsCheck.check(grants, type);
        if (type == KeyType.MANAGEMENT && application.isPresent()) {
            throw new ControlFailure.Invalid(
                    "/application", "a management key belongs to no application");
        }
        if (type != KeyType.MANAGEMENT && application.isEmpty()) {
            throw new ControlFailure.Invalid(
                    "/application", "a key that isn't a management key belongs to an application");
        }
        if (notBefore.isPresent()
                && expiresAt.isPresent()
                && !expiresAt.get().isAfter(notBefore.get())) {
            throw new ControlFailure.Invalid(
                    "/expires_at", "a key expires after it has started to work");
        }
    }

    /// A secret key for the environment `live` that never expires.
    public static KeyDraft secret(ApplicationId application, OwnerId owner, String name) {
        return new KeyDraft(
                Optional.of(application),
                owner,
                name,
                Environment.LIVE,
                KeyType.SECRET,
                Optional.empty(),
                Optional.empty(),
                Grants.ALL);
    }

    long notBeforeMicros() {
        return notBefore.map(KeyDraft::micros).orElse(0L);
    }

    long expiresAtMicros() {
        return expiresAt.map(KeyDraft::micros).orElse(Long.MAX_VALUE);
    }

    /// What would have to be said for this record; its owner must be known.
    static KeyDraft of(Key key, OwnerId owner) {
        return new KeyDraft(
                key.applicationId(),
                owner,
                key.name(),
                key.environment(),
                key.type(),
                KeyDescription.time(key.notBeforeMicros(), 0),
                KeyDescription.time(key.expiresAtMicros(), Long.MAX_VALUE),
                key.grants());
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
