package dev.cardea.storage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The answer to a request that carried an idempotency key, so that its repetition changes nothing
/// and is answered alike. Never holds a secret: what was shown once isn't shown again.
///
/// @param idempotencyKey the client's own, 1 to 255 characters; unique for each actor
/// @param requestHash tells whether a repetition asks for the same
/// @param response as the use case wants it back: the id of what was made, or more
public record Remembered(
        Actor actor, String idempotencyKey, String requestHash, String response, Instant at) {

    public Remembered {
        if (idempotencyKey.isEmpty() || idempotencyKey.length() > 255) {
            throw new IllegalArgumentException(
                    "an idempotency key has 1 to 255 characters, found " + idempotencyKey.length());
        }
        at = at.truncatedTo(ChronoUnit.MICROS);
    }
}
