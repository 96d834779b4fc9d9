package dev.cardea.calllog;

import dev.cardea.model.Attempt;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Check;
import dev.cardea.model.Cost;
import dev.cardea.model.Diagnosis;
import dev.cardea.model.Outcome;
import dev.cardea.model.Reasons;
import dev.cardea.model.Stage;
import dev.cardea.model.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Call records to test with.
final class Calls {
    private Calls() {}

    static CallRecord completed(String id, Instant at) {
        return asking(id, at, "openai/gpt-5");
    }

    static CallRecord asking(String id, Instant at, String model) {
        return CallRecord.begun(id, at)
                .node("node-1")
                .environment("live")
                .method("POST")
                .path("/v1/chat/completions")
                .endpoint("chat_completions")
                .dialect("openai")
                .status(200)
                .key("key_1")
                .organization("org_1")
                .team("team_1")
                .application("app_1")
                .owner("own_1")
                .address("192.0.2.7")
                .userAgent("OpenAI/Java 4.101.0")
                .session("session-" + id)
                .modelAsked(model)
                .modelSent("gpt-5")
                .modelAnswered("gpt-5-2025-08-07")
                .provider("openai")
                .upstreamRequestId("up_" + id)
                .attempts(
                        List.of(
                                new Attempt(
                                        "azure",
                                        "cred_2",
                                        "gpt-5-eu",
                                        503,
                                        "UPSTREAM_OVERLOADED",
                                        900),
                                new Attempt(
                                        "openai",
                                        "cred_1",
                                        "gpt-5",
                                        200,
                                        "",
                                        41_000,
                                        "fallback: overloaded")))
                .streamed(true)
                .usage(new Usage(1_000, 250, 512, 3, 77, true))
                .cost(Cost.of(3_812_345L, true))
                .firstByteMicros(41_500)
                .totalMicros(2_300_000)
                .bytesIn(1_234)
                .bytesOut(45_678)
                .snapshotRevision(42)
                .build();
    }

    /// A copy of the call with this id.
    static CallRecord mirror(String id, String of, Instant at) {
        return completed(id, at)
                .mirroring(
                        of,
                        Outcome.UPSTREAM_FAILED,
                        new Attempt("azure", "cred_2", "gpt-5-eu", 503, "UPSTREAM_OVERLOADED", 9),
                        "up_" + id,
                        "gpt-5-2025-08-07",
                        true,
                        new Usage(1_000, 250, 512, 3, 77, true),
                        2_300);
    }

    /// A refusal with all that a diagnosis can hold.
    static CallRecord full(String id, Instant at) {
        var diagnosis =
                new Diagnosis(
                        id,
                        at,
                        "node-1",
                        41,
                        at.minusSeconds(7),
                        "KEY_DISABLED",
                        List.of("MODEL_NOT_ALLOWED"),
                        Map.of("keyId", "key_2", "quote", "a \"quoted\" wörd"),
                        Map.of("headers", "authorization, user-agent", "found in", "Authorization"),
                        List.of(
                                new Check(
                                        Stage.SHAPE,
                                        "does it look like a key?",
                                        Check.Verdict.PASSED,
                                        Optional.empty(),
                                        Map.of("length", "83"),
                                        Map.of()),
                                new Check(
                                        Stage.KEY_STATE,
                                        "is the key switched on?",
                                        Check.Verdict.FAILED,
                                        Optional.of(Reasons.of("KEY_DISABLED")),
                                        Map.of("state", "DISABLED"),
                                        Map.of("key_2", 17L)),
                                new Check(
                                        Stage.LIMITS,
                                        "is there budget left?",
                                        Check.Verdict.SKIPPED,
                                        Optional.empty(),
                                        Map.of(),
                                        Map.of())),
                        Map.of("status", "401"));
        return CallRecord.begun(id, at)
                .node("node-1")
                .environment("live")
                .method("POST")
                .path("/v1/messages")
                .endpoint("messages")
                .dialect("anthropic")
                .status(401)
                .outcome(Outcome.REFUSED)
                .reason("KEY_DISABLED")
                .key("key_2")
                .organization("org_2")
                .team("team_2")
                .application("app_2")
                .owner("own_2")
                .address("2001:db8::1")
                .userAgent("curl/8")
                .modelAsked("claude")
                .firstByteMicros(350)
                .totalMicros(400)
                .bytesOut(512)
                .snapshotRevision(41)
                .diagnosis(Optional.of(diagnosis))
                .build();
    }

    static CallRecord withoutDiagnosis(CallRecord call) {
        return call.bare(call.at());
    }
}
