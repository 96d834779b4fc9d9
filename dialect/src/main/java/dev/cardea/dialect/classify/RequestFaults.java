package dev.cardea.dialect.classify;

import dev.cardea.model.ErrorClass;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells what a provider refuses a request for, where another provider may take it: because the
/// prompt is too long, or because of what it says.
public final class RequestFaults {
    private static final Set<String> TOO_LONG =
            Set.of(
                    "context_length_exceeded",
                    "context_window_exceeded",
                    "model_context_window_exceeded");
    private static final Pattern TOO_LONG_WORDS =
            Pattern.compile(
                    "context (?:length|window|size|limit)|maximum context|prompt is too long"
                            + "|input (?:is )?too long|too many (?:input )?tokens"
                            + "|input token count|exceeds? the (?:maximum|max)[a-z ]* (?:number of )?tokens"
                            + "|reduce the length of the (?:messages|prompt|input)");
    private static final Set<String> REFUSED =
            Set.of(
                    "content_filter",
                    "content_policy_violation",
                    "moderation_blocked",
                    "responsibleaipolicyviolation",
                    "invalid_prompt");
    private static final Pattern REFUSED_WORDS =
            Pattern.compile(
                    "content (?:management |filtering )?policy|flagged as|input was flagged"
                            + "|blocked by content filter|data may contain inappropriate content");
    private static final Set<String> REFUSED_RULES =
            Set.of("moderation-message", "deny-list-message", "deny-listed");

    private RequestFaults() {}

    /// The class of it, empty for anything else.
    public static Optional<ErrorClass> of(Verdict.CallerRequest verdict) {
        Map<String, String> facts = verdict.finding().facts();
        Optional<ErrorClass> told = of(facts.getOrDefault("code", ""), verdict.finding().message());
        return told.isEmpty() && REFUSED_RULES.contains(verdict.finding().rule())
                ? Optional.of(ErrorClass.CONTENT_REFUSED)
                : told;
    }

    /// The class of a refused request by the provider's words, empty for anything else.
    ///
    /// @param codes its short words for it, joined by `, `; may be empty
    public static Optional<ErrorClass> of(String codes, String message) {
        String words = message.toLowerCase(Locale.ROOT);
        if (any(codes, TOO_LONG) || TOO_LONG_WORDS.matcher(words).find()) {
            return Optional.of(ErrorClass.CONTEXT_TOO_LONG);
        }
        return any(codes, REFUSED) || REFUSED_WORDS.matcher(words).find()
                ? Optional.of(ErrorClass.CONTENT_REFUSED)
                : Optional.empty();
    }

    private static boolean any(String codes, Set<String> known) {
        for (String code : codes.toLowerCase(Locale.ROOT).split(", ", -1)) {
            if (known.contains(code)) {
                return true;
            }
        }
        return false;
    }
}
