package dev.cardea.control;

import dev.cardea.model.CallRecord;
import dev.cardea.model.OrganizationId;
import java.util.Optional;

/// Whose a call is.
final class CallReach {
    private CallReach() {}

    /// Whether a call may be seen; calls of strangers belong to those who run the gateway.
    static boolean covers(Reach reach, CallRecord call) {
        return reach.covers(
                call.organization().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new OrganizationId(call.organization())));
    }
}
