package dev.cardea.admission;

import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Key;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyType;
import dev.cardea.model.Stage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The key's own state.
final class KeyRules {
    /// First, because a damaged record can't answer whether the secret is right.
    static final Rule INTACT =
            Rule.ofState(
                    Stage.KEY_STATE,
                    "is the key's record undamaged?",
                    Rule.Needs.SNAPSHOT,
                    c -> {
                        Key key = c.found != null ? c.found : c.named;
                        return key == null || key.intact()
                                ? null
                                : Faults.of("GATEWAY_KEY_RECORD_CORRUPT");
                    },
                    (c, e) -> {
                        Key key = c.found != null ? c.found : c.named;
                        e.input("undamaged", key == null ? "no record" : key.intact()).read(key);
                    });

    static final Rule KNOWN =
            Rule.ofState(
                    Stage.KEY_STATE,
                    "is the key known, and its secret right?",
                    Rule.Needs.SNAPSHOT,
                    c -> {
                        if (c.presented == null || c.found != null) {
                            return null;
                        }
                        return Faults.of(c.named != null ? "KEY_SECRET_MISMATCH" : "KEY_NOT_FOUND");
                    },
                    (c, e) -> {
                        e.read(c.found).read(c.named);
                        if (c.presented != null) {
                            e.input("fingerprint", c.presented.hash().fingerprint());
                        }
                    });

    static final Rule NOT_REVOKED =
            Rule.ofState(
                    Stage.KEY_STATE,
                    "was it neither revoked nor deleted?",
                    Rule.Needs.KEY,
                    KeyRules::revoked,
                    KeyRules::state);

    static final Rule SWITCHED_ON =
            Rule.ofState(
                            Stage.KEY_STATE,
                            "is it switched on?",
                            Rule.Needs.KEY,
                            c ->
                                    switch (c.key().state()) {
                                        case DISABLED -> Faults.of("KEY_DISABLED");
                                        case ACTIVE, REVOKED, REVOKED_LEAKED, DELETED -> null;
                                    },
                            KeyRules::state)
                    .mendedBy(c ->
                            List.of(
                                    Mend.key(
                                            c,
                                            "/state",
                                            List.of(Mend.word(KeyState.DISABLED)),
                                            List.of(Mend.word(KeyState.ACTIVE)),
                                            key -> key.withState(KeyState.ACTIVE))));

    static final Rule BEGUN =
            Rule.ofState(
                            Stage.KEY_STATE,
                            "has its time begun?",
                            Rule.Needs.KEY,
                            c -> {
                                long from = c.key().notBeforeMicros();
                                return from > c.nowMicros
                                        ? Faults.of("KEY_NOT_YET_VALID", "time", Faults.time(from))
                                        : null;
                            },
                            (c, e) -> times(c, e, "valid from", c.key().notBeforeMicros()))
                    .mendedBy(c ->
                            List.of(
                                    Mend.key(
                                            c,
                                            "/not_before",
                                            List.of(Faults.time(c.key().notBeforeMicros())),
                                            List.of(),
                                            key -> key.withTimes(0, key.expiresAtMicros()))));

    static final Rule NOT_EXPIRED =
            Rule.ofState(
                            Stage.KEY_STATE,
                            "has it not expired?",
                            Rule.Needs.KEY,
                            c -> {
                                long end = c.key().expiresAtMicros();
                                return end <= c.nowMicros
                                        ? Faults.of("KEY_EXPIRED", "time", Faults.time(end))
                                        : null;
                            },
                            (c, e) -> times(c, e, "expires", c.key().expiresAtMicros()))
                    .mendedBy(c ->
                            List.of(
                                    Mend.key(
                                            c,
                                            "/expires_at",
                                            List.of(Faults.time(c.key().expiresAtMicros())),
                                            List.of(),
                                            key ->
                                                    key.withTimes(
                                                            key.notBeforeMicros(),
                                                            Long.MAX_VALUE))));

    static final Rule SECRET_CURRENT =
            Rule.ofState(
                    Stage.KEY_STATE,
                    "does this secret of the key still work?",
                    Rule.Needs.KEY,
                    c -> {
                        long end = worksUntil(c);
                        return end <= c.nowMicros
                                ? Faults.of("KEY_ROTATED_OUT", "time", Faults.time(end))
                                : null;
                    },
                    (c, e) -> times(c, e, "works until", worksUntil(c)));

    static final Rule NOT_FROM_BROWSER =
            Rule.ofRequest(
                    Stage.KEY_STATE,
                    "does it come from a server, not from a page in a browser?",
                    Rule.Needs.KEY,
                    c ->
                            c.call.fromBrowser() && c.key().type() == KeyType.SECRET
                                    ? Faults.of("KEY_SECRET_FROM_BROWSER")
                                    : null,
                    (c, e) -> e.input("from a browser", c.call.fromBrowser()).read(c.key()));

    private KeyRules() {}

    private static @Nullable Fault revoked(Case c) {
        return switch (c.key().state()) {
            case REVOKED, DELETED -> Faults.of("KEY_REVOKED");
            case REVOKED_LEAKED -> Faults.of("KEY_REVOKED_LEAKED");
            case ACTIVE, DISABLED -> null;
        };
    }

    private static long worksUntil(Case c) {
        return c.snapshot().keysByHash().worksUntilMicros(c.presented().hash());
    }

    private static void state(Case c, Evidence e) {
        e.input("state", c.key().state()).read(c.key());
    }

    private static void times(Case c, Evidence e, String name, long micros) {
        e.input("now", Instant.EPOCH.plus(c.nowMicros, ChronoUnit.MICROS)).read(c.key());
        if (micros != 0 && micros != Long.MAX_VALUE) {
            e.input(name, Faults.time(micros));
        }
    }
}
