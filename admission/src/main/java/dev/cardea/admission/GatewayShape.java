package dev.cardea.admission;

import dev.cardea.model.Base62;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;

/// Tells whether a text holds something that has the shape of one of this gateway's keys, damaged or
/// not: what makes a header, cookie or parameter worth naming as the wrong place.
final class GatewayShape {
    /// How many characters of id and secret have to be there.
    private static final int ENOUGH = 10;

    private GatewayShape() {}

    /// Whether a key's beginning, `cda_<environment>_<type>_` and some more, is anywhere in `text`.
    static boolean in(String text) {
        for (int at = text.indexOf(KeyText.PREFIX);
                at >= 0;
                at = text.indexOf(KeyText.PREFIX, at + 1)) {
            if (startsAt(text, at + KeyText.PREFIX.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsAt(String text, int environment) {
        int end = environment;
        while (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z') {
            end++;
        }
        int marker = text.indexOf('_', end + 1);
        if (end == environment
                || end >= text.length()
                || text.charAt(end) != '_'
                || marker < 0
                || KeyType.ofMarker(text.substring(end + 1, marker)).isEmpty()) {
            return false;
        }
        int digits = 0;
        while (marker + 1 + digits < text.length()
                && Base62.isDigit(text.charAt(marker + 1 + digits))) {
            digits++;
        }
        return digits >= ENOUGH;
    }
}
