package dev.cardea.admission;

import dev.cardea.model.Base62;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import java.util.Locale;
import java.util.OptionalInt;

/// Tells what is wrong with a text that begins like one of this gateway's keys and isn't one: too
/// short, too long, case changed, separators lost, check digits that don't fit.
final class OwnShape {
    /// Id, secret and check digits with the separators before and between them.
    private static final int TAIL =
            1 + KeyText.ID_LENGTH + 1 + KeyText.SECRET_LENGTH + 1 + KeyText.CHECK_LENGTH;

    private static final int TAIL_DIGITS =
            KeyText.ID_LENGTH + KeyText.SECRET_LENGTH + KeyText.CHECK_LENGTH;

    /// `live_sk`, where the text was cut before it says what it is.
    private static final int USUAL_HEAD = 7;

    private static final int LONGEST_ENVIRONMENT = 16;
    private static final String SEPARATORS_LOST =
            ": its separators are missing; some editors drop underscores";

    private static final int SEPARATORS = 5;

    /// What editors put in place of an underscore.
    private static final String SUBSTITUTES = " \t-.";

    private OwnShape() {}

    static boolean claims(String text) {
        return text.regionMatches(true, 0, KeyText.PREFIX, 0, KeyText.PREFIX.length());
    }

    /// The fault of a text that [#claims] to be ours, in plain ASCII without blanks.
    static Fault fault(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int environmentEnd = environmentEnd(lower);
        int typeEnd = environmentEnd < 0 ? -1 : lower.indexOf('_', environmentEnd + 1);
        if (typeEnd < 0) {
            return cutInPrefix(text, lower);
        }
        if (KeyType.ofMarker(lower.substring(environmentEnd + 1, typeEnd)).isEmpty()) {
            return separatorsLost(text) ? malformed(SEPARATORS_LOST) : malformed("");
        }
        int expected = typeEnd + TAIL;
        if (text.length() < expected) {
            return separatorsLost(text)
                    ? malformed(SEPARATORS_LOST)
                    : Faults.of(
                            "KEY_TRUNCATED", "missing", Integer.toString(expected - text.length()));
        }
        if (text.length() > expected) {
            return Faults.of("KEY_TOO_LONG");
        }
        if (hasOneCaseOnly(text)) {
            return Faults.of("KEY_CASE_ALTERED");
        }
        return inPlace(text, typeEnd);
    }

    /// Whether only the separators between the parts are gone, or blanks or dashes stand for them:
    /// the check digits fit once they are back.
    static boolean separatorsLost(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        int separators = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Base62.isDigit(c)) {
                letters.append(c);
            } else if (c == '_') {
                separators++;
            } else if (SUBSTITUTES.indexOf(c) < 0) {
                return false;
            }
        }
        if (separators >= SEPARATORS) {
            return false;
        }
        int tail = letters.length() - TAIL_DIGITS;
        if (tail < 6 || tail > LONGEST_ENVIRONMENT + 8 || letters.indexOf("cda") != 0) {
            return false;
        }
        String head = letters.substring(3, tail);
        for (KeyType type : KeyType.values()) {
            if (head.endsWith(type.marker())) {
                String whole =
                        KeyText.PREFIX
                                + head.substring(0, head.length() - type.marker().length())
                                + '_'
                                + type.marker()
                                + '_'
                                + letters.substring(tail, tail + KeyText.ID_LENGTH)
                                + '_'
                                + letters.substring(
                                        tail + KeyText.ID_LENGTH,
                                        letters.length() - KeyText.CHECK_LENGTH)
                                + '_'
                                + letters.substring(letters.length() - KeyText.CHECK_LENGTH);
                if (KeyText.parse(whole).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The check digits' verdict on a text of the right length.
    static Fault mismatch(OptionalInt position) {
        return Faults.of(
                "KEY_CHECKSUM_MISMATCH",
                "near",
                position.isPresent() ? " (perhaps near position " + position.getAsInt() + ")" : "");
    }

    static Fault malformed(String detail) {
        return Faults.of("KEY_MALFORMED", "detail", detail);
    }

    private static Fault inPlace(String text, int typeEnd) {
        int strays = 0;
        int stray = -1;
        int secret = typeEnd + 1 + KeyText.ID_LENGTH;
        int check = secret + 1 + KeyText.SECRET_LENGTH;
        for (int i = typeEnd + 1; i < text.length(); i++) {
            boolean separator = i == secret || i == check;
            if (separator ? text.charAt(i) != '_' : !Base62.isDigit(text.charAt(i))) {
                strays++;
                stray = i;
            }
        }
        return switch (strays) {
            case 0 -> mismatch(KeyTypo.locate(text));
            case 1 -> mismatch(OptionalInt.of(stray + 1));
            default -> malformed("");
        };
    }

    private static Fault cutInPrefix(String text, String lower) {
        if (separatorsLost(text)) {
            return malformed(SEPARATORS_LOST);
        }
        int seen = 0;
        while (KeyText.PREFIX.length() + seen < lower.length()
                && (Character.isLetter(lower.charAt(KeyText.PREFIX.length() + seen))
                        || lower.charAt(KeyText.PREFIX.length() + seen) == '_')) {
            seen++;
        }
        int rest = lower.length() - KeyText.PREFIX.length();
        if (seen < rest || seen > LONGEST_ENVIRONMENT + 1 + 5) {
            return malformed("");
        }
        int head = Math.max(USUAL_HEAD, seen);
        return Faults.of(
                "KEY_TRUNCATED",
                "missing",
                Integer.toString(KeyText.PREFIX.length() + head + TAIL - text.length()));
    }

    /// Where the environment of the prefix ends, or -1 when it doesn't.
    private static int environmentEnd(String lower) {
        int end = KeyText.PREFIX.length();
        while (end < lower.length() && lower.charAt(end) >= 'a' && lower.charAt(end) <= 'z') {
            end++;
        }
        boolean fits =
                end > KeyText.PREFIX.length()
                        && end - KeyText.PREFIX.length() <= LONGEST_ENVIRONMENT
                        && end < lower.length()
                        && lower.charAt(end) == '_';
        return fits ? end : -1;
    }

    private static boolean hasOneCaseOnly(String text) {
        String tail = text.substring(text.length() - TAIL);
        return tail.equals(tail.toLowerCase(Locale.ROOT))
                || tail.equals(tail.toUpperCase(Locale.ROOT));
    }
}
