package dev.cardea.relay.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The field names that the gateway looks at; each field of a message is given its id while it is
/// parsed, so that nothing compares names afterwards.
public enum Known {
    /// Any name that is not listed here.
    OTHER,
    HOST,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    CONNECTION,
    KEEP_ALIVE,
    PROXY_CONNECTION,
    TE,
    TRAILER,
    UPGRADE,
    HTTP2_SETTINGS,
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    EXPECT,
    AUTHORIZATION,
    X_API_KEY,
    API_KEY,
    X_GOOG_API_KEY,
    COOKIE,
    SET_COOKIE,
    CONTENT_TYPE,
    CONTENT_ENCODING,
    ACCEPT,
    ACCEPT_ENCODING,
    X_FORWARDED_FOR,
    X_FORWARDED_HOST,
    X_FORWARDED_PROTO,
    X_FORWARDED_PORT,
    X_FORWARDED_PREFIX,
    X_REAL_IP,
    FORWARDED,
    VIA,
    TRACEPARENT,
    TRACESTATE,
    X_REQUEST_ID,
    REQUEST_ID,
    USER_AGENT,
    RETRY_AFTER,
    ORIGIN,
    DATE,
    SERVER,
    WWW_AUTHENTICATE,
    X_SHOULD_RETRY,
    ANTHROPIC_VERSION,
    X_CARDEA_PROVIDER,
    ALT_SVC,
    STRICT_TRANSPORT_SECURITY,
    X_RATELIMIT_REMAINING_REQUESTS,
    X_RATELIMIT_REMAINING_TOKENS,
    ANTHROPIC_RATELIMIT_REQUESTS_REMAINING,
    ANTHROPIC_RATELIMIT_TOKENS_REMAINING,
    ANTHROPIC_RATELIMIT_INPUT_TOKENS_REMAINING,
    ANTHROPIC_RATELIMIT_OUTPUT_TOKENS_REMAINING;

    private static final Known[] ALL = values();
    private static final byte[][] NAMES = new byte[ALL.length][];
    private static final Map<String, Known> BY_NAME = new HashMap<>();
    private static final int SLOTS = 1024;
    private static final int MOST = 100_000;
    private static final int FACTOR;
    private static final Known[] TABLE;

    static {
        for (Known known : ALL) {
            NAMES[known.id()] = known.lowerName.getBytes(StandardCharsets.ISO_8859_1);
            if (known != OTHER) {
                BY_NAME.put(known.lowerName, known);
            }
        }
        int factor = 31;
        Known[] table = table(factor);
        while (table.length == 0) {
            factor += 2;
            if (factor > MOST) {
                throw new IllegalStateException("two known names that the hash can't tell apart");
            }
            table = table(factor);
        }
        FACTOR = factor;
        TABLE = table;
    }

    private final String lowerName;

    Known() {
        lowerName = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// In lower case, as in HTTP/2.
    public String lowerName() {
        return lowerName;
    }

    /// This name's place in the list, for tables and bit sets of this process.
    // Order is never stored nor sent: a table index is what ordinals are good for.
    @SuppressWarnings("EnumOrdinal")
    int id() {
        return ordinal();
    }

    /// This name's bit in a set of names.
    public long bit() {
        return 1L << id();
    }

    /// The set of names as bits.
    public static long bits(Known... names) {
        long bits = 0;
        for (Known name : names) {
            bits |= name.bit();
        }
        return bits;
    }

    /// The known name that is spelt like this, else [#OTHER].
    ///
    /// @param lowerCaseName in lower case
    public static Known of(String lowerCaseName) {
        return BY_NAME.getOrDefault(lowerCaseName, OTHER);
    }

    static Known at(int id) {
        return ALL[id];
    }

    /// The known name in these bytes, which have been found to be a token.
    static Known of(byte[] bytes, int start, int end) {
        Known candidate = TABLE[slot(FACTOR, bytes, start, end)];
        byte[] name = NAMES[candidate.id()];
        if (name.length != end - start) {
            return OTHER;
        }
        for (int i = 0; i < name.length; i++) {
            if ((bytes[start + i] | 0x20) != name[i]) {
                return OTHER;
            }
        }
        return candidate;
    }

    private static int slot(int factor, byte[] bytes, int start, int end) {
        int length = end - start;
        int hash = length;
        hash = hash * factor + (bytes[start] | 0x20);
        hash = hash * factor + (bytes[end - 1] | 0x20);
        hash = hash * factor + (bytes[Math.max(start, end - 2)] | 0x20);
        hash = hash * factor + (bytes[start + (length >> 1)] | 0x20);
        return (hash ^ (hash >>> 10)) & (SLOTS - 1);
    }

    private static Known[] table(int factor) {
        Known[] table = new Known[SLOTS];
        Arrays.fill(table, OTHER);
        for (Known known : ALL) {
            if (known != OTHER) {
                byte[] name = NAMES[known.id()];
                int slot = slot(factor, name, 0, name.length);
                if (table[slot] != OTHER) {
                    return new Known[0];
                }
                table[slot] = known;
            }
        }
        return table;
    }
}
