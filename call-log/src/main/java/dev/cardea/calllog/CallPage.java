package dev.cardea.calllog;

import dev.cardea.model.CallRecord;
import java.util.List;
import java.util.Optional;

/// A page of calls, newest first.
///
/// @param next where the next page starts; empty when this one is the last
public record CallPage(List<CallRecord> calls, Optional<CallCursor> next) {
    public CallPage {
        calls = List.copyOf(calls);
    }

    /// Cuts one row more than the limit into a page and the cursor behind it.
    static CallPage of(List<CallRecord> calls, int limit) {
        if (calls.size() <= limit) {
            return new CallPage(calls, Optional.empty());
        }
        List<CallRecord> page = calls.subList(0, limit);
        return new CallPage(page, Optional.of(CallCursor.behind(page.getLast())));
    }
}
