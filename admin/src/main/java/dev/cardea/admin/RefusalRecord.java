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
        return CallRecord.begun(call.id(), call.at())
                .node(node)
                .environment(call.environment().name())
                .method(call.operation().method())
                .path(call.operation().path())
                .endpoint(call.operation().endpoint().name())
                .dialect(call.operation().dialect().name())
                .status(Telling.of(refusal).status())
                .outcome(Outcome.REFUSED)
                .reason(refusal.reason().code())
                .key(id(caller == null ? null : caller.key().id()))
                .organization(id(caller == null ? null : caller.key().organization()))
                .owner(id(caller == null ? null : caller.key().owner()))
                .address(call.peer().client().toString())
                .userAgent(userAgent)
                .firstByteMicros(0)
                .snapshotRevision(snapshot.revision())
                .diagnosis(Optional.of(diagnosis))
                .build();
    }

    private static String id(@Nullable Id id) {
        return id == null ? "" : id.value();
    }
}
