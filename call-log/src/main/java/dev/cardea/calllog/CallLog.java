package dev.cardea.calllog;

import dev.cardea.model.CallRecord;
import dev.cardea.model.CallSink;
import dev.cardea.model.Diagnosis;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/// Where call records are kept and found. Times are kept to the microsecond; days are UTC days of
/// [CallRecord#at].
///
/// Questions see every call that [#sink] took before they were asked. They block, and are for
/// platform or virtual threads, never for event loops; they throw [CallLogUnavailable] when the log
/// can't answer. Taking records goes on in that case.
public interface CallLog extends AutoCloseable {
    /// Where the data plane hands its records in; the same object each time, ready before the log is
    /// open.
    CallSink sink();

    /// The call with this id, without its diagnosis: see [#diagnosis].
    Optional<CallRecord> find(String id);

    /// Why the call with this id was refused; empty when it wasn't, or isn't known.
    Optional<Diagnosis> diagnosis(String id);

    /// Calls newest first, a page at a time, without their diagnoses.
    CallPage search(CallQuery query);

    /// Totals over the calls that match.
    CallSummary summary(CallFilter filter);

    /// How the log itself is doing. Never blocks.
    CallLogStatus status();

    /// Forgets all calls of the days before this one.
    ///
    /// @return how many days were forgotten
    int forgetBefore(LocalDate day);

    /// Puts everything taken so far where it survives the machine.
    ///
    /// @return false when that didn't succeed in time
    boolean flush(Duration atMost);

    /// Flushes and lets go of all resources; what is handed in afterwards counts as dropped.
    @Override
    void close();
}
