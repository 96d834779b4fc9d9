package dev.cardea.dialect.refusal;

import dev.cardea.model.Family;
import dev.cardea.model.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a refused caller may read; disclosure is applied already.
///
/// @param status the HTTP status of the refusal, also where it comes too late to be sent as one
/// @param code the public code
/// @param family the public name of the family
/// @param origin `caller`, `gateway` or `upstream`
/// @param retryable whether the same call may pass later without anybody changing anything
/// @param told what is wrong, a sentence or two
/// @param fix what to do
/// @param docUrl the page of this gateway about the code
/// @param requestId names the call, and its diagnosis
/// @param retryAfter when to try again, where that is known
/// @param param the member of the request that is at fault; empty when none is
public record RefusalView(
        int status,
        String code,
        String family,
        String origin,
        boolean retryable,
        String told,
        String fix,
        String docUrl,
        String requestId,
        Optional<Duration> retryAfter,
        String param) {

    public RefusalView {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException(
                    "a refusal has a status from 400 to 599, found " + status);
        }
    }

    /// All that follows from the reason, with its words filled in.
    public static RefusalView of(
            Reason reason,
            Map<String, String> words,
            String docUrl,
            String requestId,
            Optional<Duration> retryAfter) {
        Family family = reason.family();
        return new RefusalView(
                reason.status(),
                reason.publicCode(),
                family.publicName(),
                family.origin().name().toLowerCase(Locale.ROOT),
                reason.passesWithTime(),
                reason.told(words),
                reason.fix(words),
                docUrl,
                requestId,
                retryAfter,
                reason.publicCode().startsWith("MODEL_") ? "model" : "");
    }

    /// The same with other sentences.
    public RefusalView withTold(String told, String fix) {
        return new RefusalView(
                status,
                code,
                family,
                origin,
                retryable,
                told,
                fix,
                docUrl,
                requestId,
                retryAfter,
                param);
    }

    /// The diagnosis is found by the request's id.
    public String diagnosisId() {
        return requestId;
    }

    /// What people read in their client: the sentence and the id to ask about.
    String message() {
        return told + " (diagnosis " + requestId + ")";
    }
}
