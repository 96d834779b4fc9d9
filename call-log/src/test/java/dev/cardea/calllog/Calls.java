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
        return new CallRecord(
                id,
                at,
                "node-1",
                "live",
                "POST",
                "/v1/chat/completions",
                "chat_completions",
                "openai",
                200,
                Outcome.COMPLETED,
                "",
                "key_1",
                "org_1",
                "team_1",
                "app_1",
                "own_1",
                "192.0.2.7",
                "OpenAI/Java 4.101.0",
                "session-" + id,
                "",
                model,
                "gpt-5",
                "gpt-5-2025-08-07",
                "openai",
                "up_" + id,
                List.of(
                        new Attempt("azure", "cred_2", "gpt-5-eu", 503, "UPSTREAM_OVERLOADED", 900),
                        new Attempt(
                                "openai",
                                "cred_1",
                                "gpt-5",
                                200,
                                "",
                                41_000,
                                "fallback: overloaded")),
                true,
                new Usage(1_000, 250, 512, 3, 77, true),
                Cost.of(3_812_345L, true),
                41_500,
                2_300_000,
                1_234,
                45_678,
                42,
                Optional.empty());
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
        return new CallRecord(
                id,
                at,
                "node-1",
                "live",
                "POST",
                "/v1/messages",
                "messages",
                "anthropic",
                401,
                Outcome.REFUSED,
                "KEY_DISABLED",
                "key_2",
                "org_2",
                "team_2",
                "app_2",
                "own_2",
                "2001:db8::1",
                "curl/8",
                "",
                "claude",
                "",
                "",
                "",
                "",
                List.of(),
                false,
                Usage.NONE,
                350,
                400,
                0,
                512,
                41,
                Optional.of(diagnosis));
    }

    static CallRecord withoutDiagnosis(CallRecord call) {
        return CallRecords.with(call, call.at(), Optional.empty());
    }
}
