package dev.cardea.admission;

import java.text.Normalizer;
import java.util.Locale;

/// Classes of characters that turn up in keys that went through an editor, a chat or a web page.
final class Characters {
    /// Drawn as nothing though Unicode counts them as letters or symbols: the Hangul and Braille
    /// fillers and the Mongolian separator.
    private static final String FILLERS = "\u115F\u1160\u3164\uFFA0\u2800\u180E\u034F";

    private static final String QUOTES =
            "\"'`\u2018\u2019\u201A\u201C\u201D\u201E\u00AB\u00BB\u2039\u203A\u00B4";

    private static final String MASKS = "\u2026\u2022\u25CF\u2217\u25CB\u25AA\u00B7";

    private Characters() {}

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /// A control character of ASCII other than a blank: no header value may hold one.
    static boolean isControl(int c) {
        return (c < 0x20 || c == 0x7F) && !isBlank(c);
    }

    /// Takes up no ink, and is no ASCII blank.
    static boolean isInvisible(int c) {
        if (c < 0x80) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.FORMAT,
                    Character.CONTROL ->
                    true;
            default -> FILLERS.indexOf(c) >= 0 || (c >= 0xFE00 && c <= 0xFE0F);
        };
    }

    /// Looks like a character of the key alphabet: a letter of a related script, a full-width or
    /// mathematical form, a typographic dash or underscore.
    static boolean isConfusable(int c) {
        if (c < 0x80 || isInvisible(c)) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        if (Character.isLetter(c)) {
            switch (script) {
                case CYRILLIC, GREEK, ARMENIAN, CHEROKEE, COPTIC, LISU -> {
                    return true;
                }
                default -> {}
            }
        }
        int type = Character.getType(c);
        if (type == Character.DASH_PUNCTUATION || type == Character.CONNECTOR_PUNCTUATION) {
            return true;
        }
        return c == 0x2212
                || isPlain(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
    }

    static boolean isQuote(int c) {
        return QUOTES.indexOf(c) >= 0;
    }

    /// Stands for hidden characters in the displayed form of a key.
    static boolean isMask(int c) {
        return MASKS.indexOf(c) >= 0;
    }

    /// As in `U+200B`.
    static String name(int codePoint) {
        return String.format(Locale.ROOT, "U+%04X", codePoint);
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
