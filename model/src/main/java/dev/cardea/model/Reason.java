package dev.cardea.model;

import java.util.List;
import java.util.Map;

/// Why a call was refused: one entry of the catalogue. Compare by identity; take one by
/// [Reasons#of].
///
/// @param code what operators read
/// @param publicCode what callers read; several codes share one where telling them apart would help
///     a stranger
/// @param status the HTTP status of the refusal
/// @param told one sentence for the caller, with `{name}` where a word is filled in
/// @param owner what the key's owner and administrators see besides
/// @param fix what the owner or an administrator does about it, as an instruction
/// @param callerFix what the caller is told to do: the same for all reasons that share a public code
/// @param evidence what has to be seen before this reason is given
public record Reason(
        String code,
        String publicCode,
        Family family,
        int status,
        String told,
        String owner,
        String fix,
        String callerFix,
        String evidence) {

    /// The word for where in a request of many parts the trouble is.
    public static final String PLACE = "place";

    public Origin origin() {
        return family.origin();
    }

    /// The sentence for the caller with its words filled in; a word that is missing shows as
    /// a question mark. [#PLACE] stands at its end, whatever the sentence.
    public String told(Map<String, String> words) {
        String text = fill(told, words);
        String place = words.get(PLACE);
        if (place == null) {
            return text;
        }
        int end = text.endsWith(".") ? text.length() - 1 : text.length();
        return text.substring(0, end) + " (" + place + ")" + text.substring(end);
    }

    /// The instruction with its words filled in.
    public String fix(Map<String, String> words) {
        return fill(fix, words);
    }

    /// What the caller is told to do, with its words filled in.
    public String callerFix(Map<String, String> words) {
        return fill(callerFix, words);
    }

    /// Whether the same call may pass later without anybody changing anything.
    public boolean passesWithTime() {
        return RETRYABLE.contains(publicCode);
    }

    private static final List<String> RETRYABLE =
            List.of(
                    "RATE_LIMITED",
                    "CONCURRENCY_LIMITED",
                    "TOKEN_RATE_LIMITED",
                    "LOCKED_OUT_BRUTE_FORCE",
                    "UPSTREAM_RATE_LIMITED",
                    "UPSTREAM_OVERLOADED",
                    "UPSTREAM_OUTAGE",
                    "UPSTREAM_UNREACHABLE",
                    "UPSTREAM_TIMEOUT",
                    "UPSTREAM_INVALID_ANSWER",
                    "IDENTITY_PROVIDER_UNREACHABLE",
                    "GATEWAY_KEY_STORE_UNAVAILABLE",
                    "GATEWAY_SECRET_STORE_UNAVAILABLE",
                    "GATEWAY_STALE_DECISION",
                    "GATEWAY_NODE_OUT_OF_SYNC",
                    "GATEWAY_OVERLOADED",
                    "GATEWAY_STOPPING",
                    "REQUEST_TIMEOUT");

    private static String fill(String template, Map<String, String> words) {
        StringBuilder text = new StringBuilder(template.length() + 32);
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
            int close = template.indexOf('}', open);
            text.append(template, from, open);
            text.append(words.getOrDefault(template.substring(open + 1, close), "?"));
            from = close + 1;
        }
        return text.append(template, from, template.length()).toString();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return code;
    }
}
