package dev.cardea.storage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Changes that are made together, with who made them and why: the unit of a transaction and of the
/// audit trail.
///
/// @param action what was done, such as `keys.revoke`
/// @param reason why, in the actor's words; empty when none was given
/// @param at whole microseconds
/// @param writes at least one, each of another record
/// @param remembered kept in the same transaction, so that a repeated request finds it
public record Commit(
        Actor actor,
        String action,
        String reason,
        Instant at,
        List<Write> writes,
        Optional<Remembered> remembered) {

    public Commit {
        if (action.isBlank() || action.length() > 64) {
            throw new IllegalArgumentException(
                    "an action has 1 to 64 characters, found " + action.length());
        }
        if (reason.length() > 1000) {
            throw new IllegalArgumentException(
                    "a reason has up to 1000 characters, found " + reason.length());
        }
        if (writes.isEmpty()) {
            throw new IllegalArgumentException("a commit needs at least one write");
        }
        at = at.truncatedTo(ChronoUnit.MICROS);
        writes = List.copyOf(writes);
        Set<Object> ids = new HashSet<>();
        for (Write write : writes) {
            if (!ids.add(write.entity().id())) {
                throw new IllegalArgumentException(
                        "a commit writes each record once, found two writes of "
                                + write.entity().id());
            }
        }
    }

    /// Writes by `actor`, without a reason.
    public static Commit of(Actor actor, String action, Instant at, Write... writes) {
        return new Commit(actor, action, "", at, List.of(writes), Optional.empty());
    }

    /// Writes by `actor`, without a reason.
    public static Commit of(Actor actor, String action, Instant at, List<Write> writes) {
        return new Commit(actor, action, "", at, writes, Optional.empty());
    }

    /// The same with the actor's reason.
    public Commit because(String reason) {
        return new Commit(actor, action, reason, at, writes, remembered);
    }

    /// The same, remembering the answer under an idempotency key of this actor.
    ///
    /// @param response holds no secret
    public Commit remembering(String idempotencyKey, String requestHash, String response) {
        Remembered answer = new Remembered(actor, idempotencyKey, requestHash, response, at);
        return new Commit(actor, action, reason, at, writes, Optional.of(answer));
    }
}
