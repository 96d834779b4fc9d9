package dev.cardea.control;

import dev.cardea.admission.Admission;
import dev.cardea.admission.CallFacts;
import dev.cardea.calllog.CallLog;
import dev.cardea.model.Call;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Diagnosis;
import dev.cardea.model.Readings;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.Snapshot;
import dev.cardea.storage.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Explains a refusal by its diagnosis id: what was found then, and what the same call would get now,
/// or against the records of then, by the code that decides calls.
public final class ExplainDiagnosis {
    private final CallLog callLog;
    private final Store store;
    private final SnapshotPublisher publisher;
    private final Admission admission;
    private final InstantSource clock;

    public ExplainDiagnosis(
            CallLog callLog,
            Store store,
            SnapshotPublisher publisher,
            Admission admission,
            InstantSource clock) {
        this.callLog = callLog;
        this.store = store;
        this.publisher = publisher;
        this.admission = admission;
        this.clock = clock;
    }

    /// A refusal explained.
    ///
    /// @param told the sentence about it for administrators
    /// @param fix what an administrator does about it
    /// @param stored what was kept when it happened
    /// @param now what the same call would get now
    public record Explained(
            String code,
            String publicCode,
            String told,
            String ownerSees,
            String fix,
            Diagnosis stored,
            Replay now) {}

    /// @throws ControlFailure.NotFound when no refusal has this id, or it is out of reach
    public Explained explain(Reach reach, String id) {
        KeptCall kept = kept(reach, id);
        Diagnosis diagnosis = kept.diagnosis();
        Optional<Reason> reason = Reasons.find(diagnosis.code());
        Snapshot snapshot = publisher.snapshot();
        return new Explained(
                diagnosis.code(),
                reason.map(Reason::publicCode).orElse(diagnosis.code()),
                reason.map(it -> it.told(diagnosis.words())).orElse(""),
                reason.map(Reason::owner).orElse(""),
                reason.map(it -> it.fix(diagnosis.words())).orElse(""),
                diagnosis,
                diagnosis.decided()
                        ? replay(kept.in(snapshot), snapshot, publisher.readings(), clock.instant())
                        : Replay.undecided(snapshot, diagnosis));
    }

    /// What the same call gets against the records of the revision that it was decided from.
    ///
    /// @throws ControlFailure.NotFound when no refusal has this id, or it is out of reach
    public Replay then(Reach reach, String id) {
        KeptCall kept = kept(reach, id);
        Diagnosis diagnosis = kept.diagnosis();
        Snapshot snapshot =
                store.at(diagnosis.snapshotRevision())
                        .snapshot(publisher.snapshot().tag(), diagnosis.snapshotAsOf());
        if (!diagnosis.decided()) {
            return Replay.undecided(snapshot, diagnosis);
        }
        Call call = kept.in(snapshot);
        Readings readings = CallFacts.readings(diagnosis.call(), snapshot);
        return replay(call, snapshot, readings, call.at());
    }

    private Replay replay(Call call, Snapshot snapshot, Readings readings, Instant at) {
        return call.operation().path().startsWith("/admin/")
                ? Replay.of(
                        snapshot,
                        admission.explainManagement(call, snapshot, readings, at),
                        () -> admission.smallestManagementChange(call, snapshot, at))
                : Replay.of(
                        snapshot,
                        admission.explain(call, snapshot, readings, at),
                        () -> admission.smallestChange(call, snapshot, at));
    }

    private KeptCall kept(Reach reach, String id) {
        CallRecord call =
                AnsweredCall.find(callLog, id)
                        .filter(it -> CallReach.covers(reach, it))
                        .orElseThrow(() -> new ControlFailure.NotFound("refusal with this id"));
        Diagnosis diagnosis =
                callLog.diagnosis(id)
                        .orElseThrow(() -> new ControlFailure.NotFound("refusal with this id"));
        return new KeptCall(call, diagnosis);
    }
}
