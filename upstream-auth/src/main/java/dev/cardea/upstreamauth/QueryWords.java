package dev.cardea.upstreamauth;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Names and values of a query or a form (WHATWG URL, application/x-www-form-urlencoded).
final class QueryWords {
    private QueryWords() {}

    static String decoded(String word) {
        try {
            return URLDecoder.decode(word, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return word;
        }
    }

    static String encoded(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8);
    }
}
