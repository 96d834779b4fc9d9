package dev.cardea.admission;

import dev.cardea.model.ApplicationId;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.KeyId;
import dev.cardea.model.Reasons;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Tells what is wrong with a text that was sent as a key and isn't a well-formed one. The answer
/// follows from the text alone, and repeats nothing of it but positions and words of closed lists.
final class Hygiene {
    /// Longer texts aren't searched for a typo; no key is.
    private static final int LONGEST_KEY = 160;

    private Hygiene() {}

    /// The most telling fault. What a person did to the whole value (sent a placeholder, a masked
    /// form, quotation marks) comes before what happened to single characters, and that before what
    /// the rest looks like.
    ///
    /// @param text not empty, decoded
    static Fault fault(String text) {
        if (Placeholders.fits(text)) {
            return Faults.of("CREDENTIAL_PLACEHOLDER");
        }
        if (isMasked(text)) {
            return Faults.of("KEY_MASKED");
        }
        if (text.length() > 1 && isQuoted(text)) {
            return Faults.of("KEY_QUOTED");
        }
        return character(text).orElseGet(() -> form(text));
    }

    private static boolean isMasked(String text) {
        return text.contains("...")
                || text.contains("***")
                || text.codePoints().anyMatch(Characters::isMask);
    }

    private static boolean isQuoted(String text) {
        return Characters.isQuote(text.charAt(0))
                || Characters.isQuote(text.charAt(text.length() - 1));
    }

    /// A character that no key holds. Control characters first: they never come from a person.
    private static Optional<Fault> character(String text) {
        if (text.chars().anyMatch(Characters::isControl)) {
            return Optional.of(Faults.of("CREDENTIAL_ENCODING_INVALID"));
        }
        if (OwnShape.separatorsLost(text)) {
            return Optional.empty();
        }
        boolean other = false;
        int confusable = 0;
        int position = 1;
        for (int i = 0; i < text.length(); position++) {
            int c = text.codePointAt(i);
            if (Characters.isInvisible(c)) {
                return Optional.of(
                        new Fault(
                                Reasons.of("KEY_INVISIBLE_CHARACTER"),
                                Map.of(
                                        "position",
                                        Integer.toString(position),
                                        "codepoint",
                                        Characters.name(c))));
            }
            if (Characters.isBlank(c)) {
                return Optional.of(Faults.at("KEY_WHITESPACE", position));
            }
            if (Characters.isConfusable(c)) {
                confusable = confusable == 0 ? position : confusable;
            } else if (c > 0x7E) {
                other = true;
            }
            i += Character.charCount(c);
        }
        if (confusable > 0) {
            return Optional.of(Faults.at("KEY_CONFUSABLE_CHARACTER", confusable));
        }
        return other ? Optional.of(Faults.of("CREDENTIAL_ENCODING_INVALID")) : Optional.empty();
    }

    /// What kind of thing a text in plain ASCII looks like.
    private static Fault form(String text) {
        if (isPercentEncoded(text)) {
            return Faults.of("KEY_PERCENT_ENCODED");
        }
        if (OwnShape.claims(text)) {
            return OwnShape.fault(text);
        }
        if (isId(text, KeyId.PREFIX)) {
            return Faults.of("KEY_ID_AS_KEY");
        }
        if (isId(text, ApplicationId.PREFIX)) {
            return Faults.of("KEY_CLIENT_ID_AS_KEY");
        }
        if (text.length() <= LONGEST_KEY) {
            OptionalInt typo = KeyTypo.locate(text);
            if (typo.isPresent()) {
                return OwnShape.mismatch(typo);
            }
        }
        Optional<String> vendor = Vendors.of(text);
        if (vendor.isPresent()) {
            return Faults.of("KEY_FOREIGN_VENDOR", "vendor", vendor.get());
        }
        return OwnShape.separatorsLost(text)
                ? OwnShape.malformed(": its separators are missing; some editors drop underscores")
                : OwnShape.malformed("");
    }

    private static boolean isPercentEncoded(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (i + 2 < text.length()
                    && Character.digit(text.charAt(i + 1), 16) >= 0
                    && Character.digit(text.charAt(i + 2), 16) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isId(String text, String prefix) {
        if (!text.startsWith(prefix)
                || text.length() == prefix.length()
                || text.length() > prefix.length() + 64) {
            return false;
        }
        for (int i = prefix.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }
}
