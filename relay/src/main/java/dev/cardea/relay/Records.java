package dev.cardea.relay;

import dev.cardea.admission.Admission;
import dev.cardea.admission.CallFacts;
import dev.cardea.dialect.classify.KeyShapes;
import dev.cardea.model.Call;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Check;
import dev.cardea.model.CredentialId;
import dev.cardea.model.Decision;
import dev.cardea.model.Diagnosis;
import dev.cardea.model.Explanation;
import dev.cardea.model.Outcome;
import dev.cardea.model.Readings;
import dev.cardea.model.Reason;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the record of each call when it is over. That of a refusal carries its diagnosis, which is
/// worked out on a virtual thread: no caller waits for it.
final class Records {
    private static final Logger log = LoggerFactory.getLogger(Records.class);

    /// Refusals that may wait for their explanation; beyond, they are written without its checks.
    private static final int MOST_PENDING = 1_000;

    private final String node;
    private final Ports ports;
    private final AtomicInteger pending = new AtomicInteger();

    Records(String node, Ports ports) {
        this.node = node;
        this.ports = ports;
    }

    /// @param snapshot what was decided from; null when nothing was decided
    /// @param read with it; null when nothing was decided
    /// @param failure null when the call got its answer
    void write(
            Arrival arrival,
            @Nullable Snapshot snapshot,
            @Nullable Readings read,
            Outcome outcome,
            @Nullable Failure failure) {
        Call call = arrival.call();
        CallRecord record =
                arrival.account()
                        .record(
                                node,
                                call,
                                arrival.head(),
                                outcome,
                                failure == null ? "" : failure.reason().code(),
                                arrival.body().received(),
                                snapshot == null ? 0 : snapshot.revision());
        meter(record);
        if (failure == null) {
            ports.calls().accept(record);
            return;
        }
        Call kept = kept(call);
        Readings readings = read == null ? ports.readings().get() : read;
        if (pending.get() >= MOST_PENDING) {
            ports.calls().accept(record.with(diagnosis(kept, snapshot, readings, failure, null)));
            return;
        }
        pending.incrementAndGet();
        Thread.ofVirtual()
                .name("explain " + call.id())
                .start(() -> {
                    try {
                        Explanation explained = explain(kept, snapshot, readings);
                        ports.calls()
                                .accept(
                                        record.with(
                                                diagnosis(
                                                        kept, snapshot, readings, failure,
                                                        explained)));
                    } finally {
                        pending.decrementAndGet();
                    }
                });
    }

    /// The record of a copy that goes out, with what is known by then.
    CallRecord copied(Account account, Arrival arrival, long snapshotRevision) {
        return account.record(
                node,
                arrival.call(),
                arrival.head(),
                Outcome.COMPLETED,
                "",
                arrival.body().received(),
                snapshotRevision);
    }

    /// That of a copy which is over. Nobody asked for it, so it counts only against the limits of the
    /// credential that it went out with.
    void write(CallRecord copy) {
        meter(copy);
        ports.calls().accept(copy);
    }

    /// What a call took counts against the limits of the credential that it went out with.
    private void meter(CallRecord record) {
        if (!record.attempts().isEmpty() && !record.usage().equals(Usage.NONE)) {
            String credential = record.attempts().getLast().credential();
            if (!credential.isEmpty()) {
                ports.watch()
                        .metered(
                                new CredentialId(credential),
                                record.usage().input() + record.usage().output());
            }
        }
    }

    private @Nullable Explanation explain(
            Call call, @Nullable Snapshot snapshot, Readings readings) {
        try {
            Admission admission = ports.admission();
            return admission.explain(call, snapshot, readings, call.at());
        } catch (RuntimeException e) {
            log.error("no explanation for {}", call.id(), e);
            return null;
        }
    }

    /// @param explained by the code that decides; of no use where it would refuse for something else
    private Diagnosis diagnosis(
            Call call,
            @Nullable Snapshot snapshot,
            Readings readings,
            Failure failure,
            @Nullable Explanation explained) {
        Reason reason = failure.reason();
        List<Reason> contributing = failure.refusal().contributing();
        List<Check> checks = List.of();
        if (explained != null) {
            switch (explained.decision()) {
                case Decision.Deny(var refusal) -> {
                    if (refusal.reason().equals(reason)) {
                        contributing = refusal.contributing();
                        checks = explained.checks();
                    }
                }
                // What failed came after admission: all checks have passed.
                case Decision.Admit _, Decision.Await _, Decision.Throttle _ ->
                        checks = explained.checks();
            }
        }
        Map<String, String> facts = CallFacts.of(call, snapshot, readings);
        facts.computeIfPresent("path", (_, path) -> Account.shortened(path));
        return new Diagnosis(
                call.id(),
                call.at(),
                node,
                snapshot == null ? 0 : snapshot.revision(),
                snapshot == null ? Instant.EPOCH : snapshot.asOf(),
                reason.code(),
                contributing.stream().map(Reason::code).toList(),
                failure.refusal().words(),
                facts,
                checks,
                failure.upstream());
    }

    /// The call as it is kept: no name of a field holds a key.
    private static Call kept(Call call) {
        KeyShapes shapes = KeyShapes.standard();
        return call.withFieldNames(call.fieldNames().stream().map(shapes::withoutKeys).toList());
    }

    /// Waits until the records of refusals that are being explained are written.
    void await(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        while (pending.get() > 0 && System.nanoTime() < until) {
            Thread.sleep(Duration.ofMillis(5));
        }
    }
}
