package dev.cardea.admission;

import dev.cardea.model.Call;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Decision;
import dev.cardea.model.Explanation;
import dev.cardea.model.Readings;
import dev.cardea.model.Reasons;
import dev.cardea.model.Refusal;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Stage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request with what came of it, decided and explained.
record Judged(World world, Decision decision, Explanation explanation) {
    static final Admission ADMISSION = Admission.reaching(Reach.SAME_DIALECT);

    static Judged of(World world, Request request) {
        Snapshot snapshot = world.snapshot();
        return of(ADMISSION, world, request, snapshot, Readings.inStep(snapshot));
    }

    static Judged of(
            Admission admission,
            World world,
            Request request,
            @Nullable Snapshot snapshot,
            Readings readings) {
        Call call = request.call(World.NOW);
        return new Judged(
                world,
                admission.decide(call, snapshot, readings, World.NOW),
                admission.explain(call, snapshot, readings, World.NOW));
    }

    /// By the checks of the admin API.
    static Judged management(World world, Request request) {
        Snapshot snapshot = world.snapshot();
        Readings readings = Readings.inStep(snapshot);
        Call call = request.call(World.NOW);
        return new Judged(
                world,
                ADMISSION.identifyManagement(call, snapshot, readings, World.NOW),
                ADMISSION.explainManagement(call, snapshot, readings, World.NOW));
    }

    /// By checks of which one throws.
    static Judged faulty(World world, Request request) {
        Rule broken =
                Rule.ofState(
                        Stage.NETWORK,
                        "is the caller's address allowed at every level?",
                        Rule.Needs.KEY,
                        _ -> {
                            throw new IllegalStateException("injected");
                        },
                        (_, _) -> {});
        List<Rule> rules =
                Order.DATA_PLANE.stream()
                        .map(rule -> rule.equals(NetworkRules.ALLOWED) ? broken : rule)
                        .toList();
        Snapshot snapshot = world.snapshot();
        return of(Admission.of(rules), world, request, snapshot, Readings.inStep(snapshot));
    }

    /// An admitted call that the provider then refused.
    static Judged upstream(World world, Request request, String code) {
        if (!(of(world, request).decision instanceof Decision.Admit(var caller, _))) {
            throw new IllegalStateException("the call should have passed");
        }
        Fault fault = Faults.of(code);
        Decision denied =
                new Decision.Deny(
                        new Refusal(
                                Reasons.of(code), fault.words(), List.of(), Optional.of(caller)));
        return new Judged(world, denied, new Explanation(denied, List.of()));
    }

    /// The refusal, as it is kept.
    Refusal refusal() {
        if (explanation.decision() instanceof Decision.Deny(var refusal)) {
            return refusal;
        }
        throw new AssertionError("not refused: " + explanation.decision());
    }

    Telling told() {
        return Telling.of(refusal());
    }

    /// Everything that the caller reads, in one text.
    String everythingTold() {
        Telling told = told();
        return String.join(
                "\n",
                told.code(),
                told.family(),
                told.told(),
                told.fix(),
                told.challenge("req_1").orElse(""));
    }
}
