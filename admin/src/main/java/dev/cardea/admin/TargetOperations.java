package dev.cardea.admin;

import dev.cardea.model.OrganizationId;
import dev.cardea.model.TargetStatus;
import java.util.List;
import java.util.Optional;

/// How the targets of routes do on this node.
final class TargetOperations {
    private final TargetStatus.View targets;

    private TargetOperations(TargetStatus.View targets) {
        this.targets = targets;
    }

    static List<Operation> table(TargetStatus.View targets) {
        var it = new TargetOperations(targets);
        return List.of(
                Operation.get(Operations.ROOT + "/targets", "listTargets")
                        .says("routes", "How the targets that calls were routed to do on this node")
                        .answers(TargetList.class, it::list));
    }

    /// A target.
    ///
    /// @param opensAgainMillis until a call may try; 0 when calls go there
    /// @param calls that ended within the last ten seconds or less
    /// @param failures of those, how many speak against the target
    record TargetView(
            String provider,
            String model,
            Optional<OrganizationId> organization,
            TargetStatus.Circuit circuit,
            long opensAgainMillis,
            int inFlight,
            Optional<Long> latencyMicros,
            int calls,
            int failures) {
        static TargetView of(TargetStatus it) {
            return new TargetView(
                    it.provider(),
                    it.model(),
                    it.organization(),
                    it.circuit(),
                    it.opensAgain().toMillis(),
                    it.inFlight(),
                    it.latencyMicros(),
                    it.calls(),
                    it.failures());
        }
    }

    record TargetList(List<TargetView> items) {}

    /// A tenant sees its own routes' targets only: the others' traffic is not its business.
    private Reply list(Ask ask) {
        return Reply.of(
                new TargetList(
                        targets.targets().stream()
                                .filter(it -> ask.reach().covers(it.organization()))
                                .map(TargetView::of)
                                .toList()));
    }
}
