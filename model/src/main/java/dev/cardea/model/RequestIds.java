package dev.cardea.model;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/// Makes request ids, which are the diagnosis ids too: `req_`, nine base62 digits of microseconds
/// since 1970, three of the node, five of a count that starts anywhere.
///
/// Ids of one node sort by time, and where to look for what happened is read from the id alone.
public final class RequestIds {
    public static final String PREFIX = "req_";
    private static final int TIME_DIGITS = 9;
    private static final int NODE_DIGITS = 3;
    private static final int COUNT_DIGITS = 5;
    private static final int REST_DIGITS = NODE_DIGITS + COUNT_DIGITS;
    private static final int TIME_END = PREFIX.length() + TIME_DIGITS;
    private static final int LENGTH = TIME_END + REST_DIGITS;

    private final String node;
    private final AtomicLong count = new AtomicLong(new SecureRandom().nextInt());

    /// Ids of the node with this name.
    public RequestIds(String node) {
        this.node = tag(node);
    }

    /// The three digits that stand for a node's name in its ids.
    public static String tag(String node) {
        return Base62.encode(Sha256.of(node).a(), NODE_DIGITS);
    }

    /// A new id for a call that came at `at`.
    public String next(Instant at) {
        long micros = at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
        return PREFIX
                + Base62.encode(micros, TIME_DIGITS)
                + node
                + Base62.encode(count.getAndIncrement(), COUNT_DIGITS);
    }

    /// What an id says of itself.
    ///
    /// @param node the node's tag
    public record Parts(Instant at, String node) {}

    /// Reads an id; empty when it has another shape.
    public static Optional<Parts> parse(String id) {
        if (!shaped(id)) {
            return Optional.empty();
        }
        long micros = micros(id);
        return Optional.of(
                new Parts(
                        Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000),
                        id.substring(TIME_END, TIME_END + NODE_DIGITS)));
    }

    /// What an id of this time holds besides, node and count, as one number that sorts as the ids do;
    /// empty for an id of another time or shape. Time and rest take a third of the room of the text.
    ///
    /// @param micros since 1970
    public static OptionalLong rest(String id, long micros) {
        return shaped(id) && micros(id) == micros
                ? OptionalLong.of(Base62.decode(id, TIME_END, LENGTH))
                : OptionalLong.empty();
    }

    /// The id that has this [#rest] at this time.
    public static String of(long micros, long rest) {
        return PREFIX + Base62.encode(micros, TIME_DIGITS) + Base62.encode(rest, REST_DIGITS);
    }

    private static boolean shaped(String id) {
        if (id.length() != LENGTH || !id.startsWith(PREFIX)) {
            return false;
        }
        for (int i = PREFIX.length(); i < LENGTH; i++) {
            if (!Base62.isDigit(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static long micros(String id) {
        return Base62.decode(id, PREFIX.length(), TIME_END);
    }
}
