package dev.cardea.dialect.classify;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Takes out of a text what could be a secret or name an account, before it is stored or shown:
/// rather a word too many than a key.
///
/// Every pattern looks at each character a bounded number of times.
public final class Redactor {
    /// What stands where something was taken out.
    public static final String MARK = "[redacted]";

    private static final Redactor STANDARD = new Redactor(KeyShapes.standard());

    /// What may stand in a key, and in one whose middle was starred out.
    private static final String KEY = "[A-Za-z0-9_\\-.~+/=*\u2026\u2022]";

    private final List<Replacement> replacements;

    private Redactor(KeyShapes shapes) {
        String prefixes =
                shapes.texts().stream().map(Pattern::quote).collect(Collectors.joining("|"));
        replacements =
                List.of(
                        // Anything after the word that announces it.
                        of(
                                "(?i)\\b(bearer|basic)(\\s+)(?!auth|token|error|realm|format)"
                                        + KEY
                                        + "{3,}+",
                                "$1$2"),
                        of(
                                "(?i)(api[ _-]?key|token|secret|credential)s? provided:\\s*+(?:(?!\\. |\\.?\"|\\.?$).){1,400}",
                                "$1 provided: "),
                        of(
                                "(?i)\\b(api[_-]?key|apikey|x-api-key|access[_-]?key(?:[_-]?id)?|secret|password|passwd|authorization|signature|sig|access_token|refresh_token|client_secret|account_?key)(\\\\?[\"']?\\s*[:=]\\s*\\\\?[\"']?)(?="
                                        + KEY
                                        + "{0,200}?[0-9*\u2026\u2022_=+/]|"
                                        + KEY
                                        + "{16})"
                                        + KEY
                                        + "{4,}+",
                                "$1$2"),
                        of("(?i)\\b((?:your |the )?api key:\\s*)" + KEY + "{3,}+", "$1"),
                        of(
                                "(?i)([?&](?:key|api_key|apikey|token|sig|signature|code)=)[^&\\s\"']{1,400}",
                                "$1"),
                        // Keys by their prefix, starred out or cut short too.
                        of("(?<![A-Za-z0-9])(?:" + prefixes + ")" + KEY + "{2,}+", ""),
                        of(
                                "(?<![A-Za-z0-9])(?:[A-Za-z0-9_\\-]{0,12}[*\u2026\u2022]{2,}+[A-Za-z0-9_\\-*\u2026\u2022]{0,60})",
                                ""),
                        of(
                                "-----BEGIN [A-Z ]{3,40}-----[^-]{0,8000}(?:-----END [A-Z ]{3,40}-----)?",
                                ""),
                        // Accounts, people and places.
                        of(
                                "\\b(?:org|proj|user|acct|account|team|ws|wrkspc|project)[-_](?=[A-Za-z0-9_-]{0,60}[0-9])[A-Za-z0-9]{6,}+(?:[-_][A-Za-z0-9]+)*+",
                                ""),
                        of(
                                "(?i)\\b(projects?|accounts?|organi[sz]ations?|teams?|subscriptions?|tenants?|workspaces?|consumers?|principals?)([/ :=]\\s?[`'\"]?)(?=[A-Za-z0-9_:@./-]{0,80}[0-9@])[A-Za-z0-9_:@.-]{4,}+",
                                "$1$2"),
                        of(
                                "(?i)\\b(on behalf of user |user(?:name)? [`'\"])[^\\s`'\",]{1,80}",
                                "$1"),
                        of("\\barn:aws[a-z-]*:[^\\s\"',]{4,400}", ""),
                        of(
                                "\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b",
                                ""),
                        of(
                                "\\b[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,200}\\.[A-Za-z]{2,24}\\b",
                                ""),
                        of("(?<![0-9.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9.])", ""),
                        of("(?<![0-9A-Za-z])[0-9]{11,}+(?![0-9A-Za-z])", ""));
    }

    public static Redactor standard() {
        return STANDARD;
    }

    /// The text without what could be secret.
    public String redact(String text) {
        return redact(text, List.of());
    }

    /// The text without these secrets, whatever their shape, nor what else could be secret.
    public String redact(String text, Collection<String> secrets) {
        String redacted = text;
        for (String secret : secrets) {
            if (!secret.isBlank()) {
                redacted = redacted.replace(secret, MARK);
            }
        }
        for (Replacement replacement : replacements) {
            Matcher matcher = replacement.pattern.matcher(redacted);
            if (matcher.find()) {
                redacted = matcher.replaceAll(replacement.with);
            }
        }
        return withoutRandomRuns(redacted);
    }

    /// Runs of characters that look drawn at random: keys of unknown vendors, hashes, encoded bytes.
    private static String withoutRandomRuns(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = i;
            while (end < text.length() && isRun(text.charAt(end))) {
                end++;
            }
            if (end - i >= RandomRun.SHORTEST && RandomRun.looksRandom(text, i, end)) {
                kept.append(MARK);
            } else {
                kept.append(text, i, end);
            }
            if (end < text.length()) {
                kept.append(text.charAt(end));
            }
            i = end + 1;
        }
        return kept.toString();
    }

    private static boolean isRun(char c) {
        return RandomRun.kind(c) != RandomRun.OTHER
                || c == '-'
                || c == '_'
                || c == '+'
                || c == '/'
                || c == '=';
    }

    private static Replacement of(String pattern, String before) {
        return new Replacement(Pattern.compile(pattern), before + Matcher.quoteReplacement(MARK));
    }

    private record Replacement(Pattern pattern, String with) {}
}
