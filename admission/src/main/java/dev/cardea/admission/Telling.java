package dev.cardea.admission;

import dev.cardea.model.Disclosure;
import dev.cardea.model.Family;
import dev.cardea.model.Origin;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What of a refusal its caller is told.
///
/// Reasons that share a public code are told alike to the last byte: code, status, sentence and
/// advice. A stranger's reason always follows from the request alone; a holder is told as much as the
/// organization discloses.
///
/// @param code public, stable, and a page of the catalogue
/// @param family the name that callers see
/// @param told one sentence
/// @param fix what to do
/// @param retryable whether the same call may pass later by itself: what `x-should-retry` says
public record Telling(
        String code,
        String family,
        Origin origin,
        int status,
        String told,
        String fix,
        boolean retryable) {
    private static final Reason KEY_CLASS = Reasons.of("INVALID_API_KEY");
    private static final Reason USER_CLASS = Reasons.of("INVALID_USER_ASSOCIATED_WITH_KEY");

    /// What a refusal tells, by the disclosure of the caller's organization; strangers are told by the
    /// standard.
    public static Telling of(Refusal refusal) {
        return of(refusal, refusal.caller().map(c -> c.disclosure()).orElse(Disclosure.STANDARD));
    }

    /// What a refusal tells under `disclosure`.
    public static Telling of(Refusal refusal, Disclosure disclosure) {
        return switch (disclosure) {
            case STRICT -> strict(refusal);
            case STANDARD -> standard(refusal);
            case OPEN -> refusal.proven() ? open(refusal) : standard(refusal);
        };
    }

    /// The `WWW-Authenticate` field (RFC 6750 section 3) of a refusal, where its status asks for one.
    /// A request that brought nothing is told of no error.
    public Optional<String> challenge(String diagnosisId) {
        String error =
                switch (status) {
                    case 400 -> code.startsWith("CREDENTIAL_") ? "invalid_request" : "";
                    case 401 -> code.equals("CREDENTIAL_MISSING") ? "none" : "invalid_token";
                    case 403 -> code.equals("SCOPE_MISSING") ? "insufficient_scope" : "";
                    default -> "";
                };
        if (error.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder challenge = new StringBuilder("Bearer realm=\"cardea\"");
        if (!error.equals("none")) {
            challenge.append(", error=\"").append(error).append('"');
            challenge.append(", error_description=\"").append(quotable(told)).append('"');
        }
        return Optional.of(
                challenge
                        .append(", reason=\"")
                        .append(code)
                        .append("\", diagnosis_id=\"")
                        .append(quotable(diagnosisId))
                        .append('"')
                        .toString());
    }

    private static Telling standard(Refusal refusal) {
        Reason reason = refusal.reason();
        Map<String, String> words = refusal.words();
        return telling(reason, reason.told(words), reason.callerFix(words));
    }

    /// The class of the trouble only: that the key, or what stands behind it, isn't good for the call.
    private static Telling strict(Refusal refusal) {
        Reason reason = refusal.reason();
        boolean denied = reason.status() == 401 || reason.status() == 403;
        if (denied && (reason.family() == Family.CREDENTIAL || reason.family() == Family.USER)) {
            Reason told = reason.family() == Family.CREDENTIAL ? KEY_CLASS : USER_CLASS;
            return new Telling(
                    told.publicCode(),
                    told.family().publicName(),
                    told.origin(),
                    reason.status(),
                    told.told(),
                    told.callerFix(),
                    false);
        }
        Map<String, String> words = new HashMap<>(refusal.words());
        words.replace("suggestion", "");
        return telling(reason, reason.told(words), reason.callerFix(words));
    }

    /// With the internal reason and what its administrator would do.
    private static Telling open(Refusal refusal) {
        Reason reason = refusal.reason();
        Map<String, String> words = refusal.words();
        return telling(reason, reason.told(words) + " [" + reason.code() + "]", reason.fix(words));
    }

    private static Telling telling(Reason reason, String told, String fix) {
        return new Telling(
                reason.publicCode(),
                reason.family().publicName(),
                reason.origin(),
                reason.status(),
                told,
                fix,
                reason.passesWithTime());
    }

    /// Text for a quoted string: what would end or break it is left out.
    private static String quotable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.chars()
                .filter(c -> c >= ' ' && c < 0x7F && c != '"' && c != '\\')
                .forEach(c -> safe.append((char) c));
        return safe.toString();
    }
}
