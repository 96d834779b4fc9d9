package dev.cardea.control;

import dev.cardea.calllog.CallFilter;
import dev.cardea.calllog.CallLog;
import dev.cardea.calllog.CallPage;
import dev.cardea.calllog.CallQuery;
import dev.cardea.calllog.CallSummary;
import dev.cardea.model.CallRecord;

/// Finds call records as far as somebody may see them.
public final class FindCalls {
    private final CallLog callLog;

    public FindCalls(CallLog callLog) {
        this.callLog = callLog;
    }

    /// @throws ControlFailure.NotFound when no call has this id, or it is out of reach
    public CallRecord one(Reach reach, String id) {
        return AnsweredCall.find(callLog, id)
                .filter(it -> CallReach.covers(reach, it))
                .orElseThrow(() -> new ControlFailure.NotFound("call with this id"));
    }

    /// Calls newest first.
    public CallPage page(Reach reach, CallQuery query) {
        return callLog.search(
                new CallQuery(within(reach, query.filter()), query.after(), query.limit()));
    }

    /// Totals over calls.
    public CallSummary summary(Reach reach, CallFilter filter) {
        return callLog.summary(within(reach, filter));
    }

    private static CallFilter within(Reach reach, CallFilter filter) {
        if (reach.limit().isEmpty()) {
            return filter;
        }
        String own = reach.limit().get().value();
        if (filter.organization() != null && !filter.organization().equals(own)) {
            throw new ControlFailure.NotFound("organization with this id");
        }
        return filter.within(own);
    }
}
