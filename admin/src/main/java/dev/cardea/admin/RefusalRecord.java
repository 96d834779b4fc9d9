package dev.cardea.admin;

import dev.cardea.admission.CallFacts;
import dev.cardea.admission.Telling;
import dev.cardea.model.Call;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Caller;
import dev.cardea.model.Decision;
import dev.cardea.model.Diagnosis;
import dev.cardea.model.Explanation;
import dev.cardea.model.Id;
import dev.cardea.model.Outcome;
import dev.cardea.model.Readings;
import dev.cardea.model.Reason;
import dev.cardea.model.Refusal;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The call record of somebody whom the admin API didn't let in, with its diagnosis, so that the
/// request id on the refusal resolves as one of the data plane does.
final class RefusalRecord {
    private RefusalRecord() {}

    static CallRecord of(
            Call call,
            String userAgent,
            String node,
            Snapshot snapshot,
            Readings readings,
            Refusal refusal,
            Explanation explanation) {
        Caller caller = refusal.caller().orElse(null);
        List<Reason> contributing =
                explanation.decision() instanceof Decision.Deny(var explained)
                        ? explained.contributing()
                        : refusal.contributing();
        Diagnosis diagnosis =
                new Diagnosis(
                        call.id(),
                        call.at(),
                        node,
                        snapshot.revision(),
                        snapshot.asOf(),
                        refusal.reason().code(),
                        contributing.stream().map(Reason::code).toList(),
                        refusal.words(),
                        CallFacts.of(call, snapshot, readings),
                        explanation.checks(),
                        Map.of());
        return new CallRecord(
                call.id(),
                call.at(),
                node,
                call.environment().name(),
                call.operation().method(),
                call.operation().path(),
                call.operation().endpoint().name(),
                call.operation().dialect().name(),
                Telling.of(refusal).status(),
                Outcome.REFUSED,
                refusal.reason().code(),
                id(caller == null ? null : caller.key().id()),
                id(caller == null ? null : caller.key().organization()),
                "",
                "",
                id(caller == null ? null : caller.key().owner()),
                call.peer().client().toString(),
                userAgent,
                "",
                "",
                "",
                "",
                "",
                "",
                List.of(),
                false,
                Usage.NONE,
                0,
                0,
                0,
                0,
                snapshot.revision(),
                Optional.of(diagnosis));
    }

    private static String id(@Nullable Id id) {
        return id == null ? "" : id.value();
    }
}
