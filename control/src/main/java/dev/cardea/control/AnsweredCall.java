package dev.cardea.control;

import dev.cardea.calllog.CallLog;
import dev.cardea.model.CallRecord;
import java.time.Duration;
import java.util.Optional;

/// Looks a call up by its id. Who asks right after the answer may be ahead of the log: a refusal is
/// written once its explanation is worked out. So an unknown id is looked for again for a short while.
/// Blocks; for virtual threads.
final class AnsweredCall {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(40);

    private AnsweredCall() {}

    static Optional<CallRecord> find(CallLog log, String id) {
        Optional<CallRecord> call = log.find(id);
        long until = System.nanoTime() + LONGEST.toNanos();
        try {
            while (call.isEmpty() && System.nanoTime() < until) {
                Thread.sleep(PAUSE);
                call = log.find(id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return call;
    }
}
