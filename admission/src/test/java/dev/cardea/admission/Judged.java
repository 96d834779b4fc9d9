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
public record Judged(World world, Decision decision, Explanation explanation) {
    static final Admission ADMISSION = Admission.reaching(Reach.SAME_DIALECT);

    /// Plays a scenario.
    static Judged of(Staged staged) {
        World world = staged.world();
        Request request = staged.request();
        return switch (staged.twist()) {
            case NONE -> of(world, request);
            case ADMIN_API -> management(world, request);
            case FAULTY_CHECK -> {
                Snapshot snapshot = world.snapshot();
                yield of(faulty(), world, request, snapshot, Readings.inStep(snapshot));
            }
            case NO_SNAPSHOT -> of(ADMISSION, world, request, null, new Readings(7, world.now));
            case PROVIDER_REFUSES -> upstream(world, request, "UPSTREAM_CREDENTIAL_INVALID");
            case JUST_BEHIND -> behind(world, request, 1);
            case LONG_BEHIND -> behind(world, request, 60);
        };
    }

    /// On a node that has heard of a newer revision, and whose records are so many seconds old.
    private static Judged behind(World world, Request request, long seconds) {
        Snapshot all = world.snapshot();
        Snapshot snapshot = all.at(all.revision(), world.now.minusSeconds(seconds));
        return of(
                ADMISSION,
                world,
                request,
                snapshot,
                new Readings(snapshot.revision() + 1, world.now));
    }

    static Judged of(World world, Request request) {
        Snapshot snapshot = world.snapshot();
        return of(world.admission(), world, request, snapshot, Readings.inStep(snapshot));
    }

    static Judged of(
            Admission admission,
            World world,
            Request request,
            @Nullable Snapshot snapshot,
            Readings readings) {
        Call call = request.call(world.now);
        return new Judged(
                world,
                admission.decide(call, snapshot, readings, world.now),
                admission.explain(call, snapshot, readings, world.now));
    }

    /// By the checks of the admin API.
    static Judged management(World world, Request request) {
        Snapshot snapshot = world.snapshot();
        Readings readings = Readings.inStep(snapshot);
        Call call = request.call(world.now);
        return new Judged(
                world,
                ADMISSION.identifyManagement(call, snapshot, readings, world.now),
                ADMISSION.explainManagement(call, snapshot, readings, world.now));
    }

    /// Checks of which one throws.
    public static Admission faulty() {
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
        return Admission.of(rules);
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
