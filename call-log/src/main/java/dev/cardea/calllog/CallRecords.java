package dev.cardea.calllog;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Diagnosis;
import java.time.Instant;
import java.util.Optional;

/// Copies of a call record with parts exchanged.
final class CallRecords {
    private CallRecords() {}

    static CallRecord with(CallRecord call, Instant at, Optional<Diagnosis> diagnosis) {
        return new CallRecord(
                call.id(),
                at,
                call.node(),
                call.environment(),
                call.method(),
                call.path(),
                call.endpoint(),
                call.dialect(),
                call.status(),
                call.outcome(),
                call.reason(),
                call.key(),
                call.organization(),
                call.team(),
                call.application(),
                call.owner(),
                call.address(),
                call.userAgent(),
                call.session(),
                call.mirrorOf(),
                call.modelAsked(),
                call.modelSent(),
                call.modelAnswered(),
                call.provider(),
                call.upstreamRequestId(),
                call.attempts(),
                call.streamed(),
                call.usage(),
                call.cost(),
                call.firstByteMicros(),
                call.totalMicros(),
                call.bytesIn(),
                call.bytesOut(),
                call.snapshotRevision(),
                diagnosis);
    }
}
