package dev.cardea.relay;

import dev.cardea.model.KeyText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What of a query goes on to a provider: everything, as it came, but what could prove a caller to
/// the gateway.
final class QueryText {
    private QueryText() {}

    static String withoutCredential(String query) {
        if (query.isEmpty()) {
            return query;
        }
        StringBuilder kept = new StringBuilder(query.length());
        boolean any = false;
        for (String pair : query.split("&", -1)) {
            if (!mayBeCredential(pair)) {
                kept.append(any ? "&" : "").append(pair);
                any = true;
            }
        }
        return kept.toString();
    }

    /// Whether a query has this parameter with this value.
    static boolean says(String query, String name, String value) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && decoded(pair.substring(0, equals)).equals(name)
                    && decoded(pair.substring(equals + 1)).equals(value)) {
                return true;
            }
        }
        return false;
    }

    /// The value of the first parameter of this name; empty when there is none.
    static String value(String query, String name) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && decoded(pair.substring(0, equals)).equals(name)) {
                return decoded(pair.substring(equals + 1));
            }
        }
        return "";
    }

    /// The query with this parameter in place of all of its name.
    ///
    /// @param value percent-encoded
    static String with(String query, String name, String value) {
        StringBuilder other = new StringBuilder(query.length() + 64);
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String its = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!pair.isEmpty() && !its.equals(name)) {
                other.append(pair).append('&');
            }
        }
        return other.append(name).append('=').append(value).toString();
    }

    private static boolean mayBeCredential(String pair) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "key", "api_key", "api-key", "apikey" -> true;
            default -> value.startsWith(KeyText.PREFIX);
        };
    }

    /// Without percent-encoding, where that is well-formed.
    static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
