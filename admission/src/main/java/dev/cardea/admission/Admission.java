package dev.cardea.admission;

import dev.cardea.model.Call;
import dev.cardea.model.Caller;
import dev.cardea.model.Check;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Credential.Unusable;
import dev.cardea.model.Decision;
import dev.cardea.model.Dialect;
import dev.cardea.model.Explanation;
import dev.cardea.model.ModelFacts;
import dev.cardea.model.Readings;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.Refusal;
import dev.cardea.model.Route;
import dev.cardea.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The decision about a call, and the full account of it, by the same checks in the same order (see
/// [Order]). Pure but for what is known of models besides, which explanations tell; safe for any
/// number of threads.
public final class Admission {
    /// A node that has heard of newer changes this long without having them is out of step; before
    /// that it is merely late.
    private static final Duration LATE = Duration.ofSeconds(5);

    private final List<Rule> dataPlane;
    private final List<Rule> management;
    private final Terrain terrain;

    private Admission(List<Rule> dataPlane, List<Rule> management, Terrain terrain) {
        this.dataPlane = List.copyOf(dataPlane);
        this.management = List.copyOf(management);
        this.terrain = terrain;
    }

    /// All checks, with calls going wherever `reach` lets them.
    ///
    /// @param facts which models are known to be gone
    public static Admission reaching(Reach reach, ModelFacts facts) {
        return new Admission(Order.DATA_PLANE, Order.MANAGEMENT, new Terrain(reach, facts));
    }

    /// All checks, with nothing known of models.
    public static Admission reaching(Reach reach) {
        return reaching(reach, ModelFacts.UNKNOWN);
    }

    /// With other checks.
    static Admission of(List<Rule> dataPlane) {
        return new Admission(
                dataPlane, Order.MANAGEMENT, new Terrain(Reach.SAME_DIALECT, ModelFacts.UNKNOWN));
    }

    /// Decides a call of the data plane: the first check that fails ends it.
    ///
    /// @param snapshot null when there is nothing to decide from
    public Decision decide(Call call, @Nullable Snapshot snapshot, Readings readings, Instant now) {
        return decide(dataPlane, new Case(call, snapshot, now, terrain), readings);
    }

    /// Decides as [#decide] does, and tells of every check how it went.
    public Explanation explain(
            Call call, @Nullable Snapshot snapshot, Readings readings, Instant now) {
        return explain(dataPlane, new Case(call, snapshot, now, terrain), readings);
    }

    /// Who calls the admin API, when its key is good for that; what the key may do there is for the
    /// admin API to ask.
    public Decision identifyManagement(
            Call call, @Nullable Snapshot snapshot, Readings readings, Instant now) {
        return decide(management, new Case(call, snapshot, now, terrain), readings);
    }

    /// [#identifyManagement] with an account of every check.
    public Explanation explainManagement(
            Call call, @Nullable Snapshot snapshot, Readings readings, Instant now) {
        return explain(management, new Case(call, snapshot, now, terrain), readings);
    }

    /// The smallest set of changes of records that would let a refused call of the data plane pass;
    /// empty when no change of records would.
    public Optional<List<ProposedChange>> smallestChange(
            Call call, Snapshot snapshot, Instant now) {
        return new SmallestChange(dataPlane, call, snapshot, now, terrain).find();
    }

    /// [#smallestChange] for a call of the admin API.
    public Optional<List<ProposedChange>> smallestManagementChange(
            Call call, Snapshot snapshot, Instant now) {
        return new SmallestChange(management, call, snapshot, now, terrain).find();
    }

    /// The listed models that a caller may call in a format, by name.
    public List<VisibleModel> visibleModels(
            Caller caller, Snapshot snapshot, Dialect dialect, Instant now) {
        return VisibleModel.of(caller, snapshot, dialect, terrain, now);
    }

    /// The model that a caller may call by a name in a format, listed or not.
    public Optional<VisibleModel> visibleModel(
            String name, Caller caller, Snapshot snapshot, Dialect dialect, Instant now) {
        return VisibleModel.named(name, caller, snapshot, dialect, terrain, now);
    }

    private Decision decide(List<Rule> rules, Case c, Readings readings) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (!c.has(rule.needs())) {
                return new Decision.Await(c.caller());
            }
            Fault fault;
            try {
                fault = rule.test().fault(c);
            } catch (RuntimeException e) {
                fault = bug(e);
            }
            if (fault != null) {
                return deny(c, rule, fault, readings, contributed(c));
            }
        }
        return admit(c);
    }

    private Explanation explain(List<Rule> rules, Case c, Readings readings) {
        List<Check> checks = new ArrayList<>(rules.size());
        List<Reason> others = new ArrayList<>();
        Rule failed = null;
        Fault primary = null;
        for (Rule rule : rules) {
            Evidence evidence = new Evidence();
            Check.Verdict verdict = Check.Verdict.SKIPPED;
            Fault fault = null;
            if (c.has(rule.needs())) {
                try {
                    fault = rule.test().fault(c);
                    rule.inputs().note(c, evidence);
                } catch (RuntimeException e) {
                    fault = bug(e);
                    evidence.input("exception", where(e));
                }
                verdict = fault == null ? Check.Verdict.PASSED : Check.Verdict.FAILED;
            }
            checks.add(
                    new Check(
                            rule.stage(),
                            rule.question(),
                            verdict,
                            Optional.ofNullable(fault).map(Fault::reason),
                            evidence.inputs,
                            evidence.revisions));
            if (fault != null && primary == null) {
                primary = fault;
                failed = rule;
            } else if (fault != null) {
                others.add(fault.reason());
            }
        }
        if (primary == null || failed == null) {
            boolean waits = rules.stream().anyMatch(rule -> !c.has(rule.needs()));
            return new Explanation(waits ? new Decision.Await(c.caller()) : admit(c), checks);
        }
        List<Reason> contributing = new ArrayList<>(contributed(c));
        contributing.addAll(others);
        return new Explanation(deny(c, failed, primary, readings, contributing), checks);
    }

    private static Decision admit(Case c) {
        ModelChoice choice = c.choice();
        if (choice.allowed().isEmpty()) {
            return new Decision.Admit(c.caller(), Route.LOCAL);
        }
        if (choice.routed().isPresent()) {
            return new Decision.Admit(
                    c.caller(), Route.along(choice.asked(), choice.routed().get()));
        }
        return new Decision.Admit(c.caller(), new Route(choice.asked(), choice.allowed()));
    }

    /// What the request itself shows besides.
    private static List<Reason> contributed(Case c) {
        return c.call.credential() instanceof Unusable(_, var also) ? also : List.of();
    }

    private static Decision deny(
            Case c, Rule rule, Fault fault, Readings readings, List<Reason> contributing) {
        Fault told = fault;
        List<Reason> also = new ArrayList<>(contributing);
        if (rule.basis() == Rule.Basis.STATE && isBehind(c, readings) && isDenial(fault)) {
            told = outOfStep(c, readings);
            also.addFirst(fault.reason());
        }
        Reason reason = told.reason();
        also.removeIf(reason::equals);
        return new Decision.Deny(
                new Refusal(
                        reason,
                        told.words(),
                        also.stream().distinct().toList(),
                        Optional.ofNullable(c.caller)));
    }

    private static boolean isBehind(Case c, Readings readings) {
        return c.snapshot != null && readings.newestRevision() > c.snapshot.revision();
    }

    /// Whether it is the caller that is refused, not the gateway that fails.
    private static boolean isDenial(Fault fault) {
        return fault.reason().status() < 500;
    }

    private static Fault outOfStep(Case c, Readings readings) {
        Instant asOf = c.snapshot().asOf();
        Instant heard = readings.heardAt().isAfter(c.now) ? c.now : readings.heardAt();
        return asOf.plus(LATE).isBefore(heard)
                ? Faults.of("GATEWAY_NODE_OUT_OF_SYNC")
                : Faults.of("GATEWAY_STALE_DECISION");
    }

    /// Never a 401: the caller may be in the right.
    private static Fault bug(RuntimeException e) {
        return new Fault(Reasons.of("GATEWAY_AUTH_BUG"), Map.of("exception", where(e)));
    }

    /// The kind of an exception and where it was thrown; its message may hold anything.
    private static String where(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e.getClass().getSimpleName()
                + (trace.length == 0
                        ? ""
                        : " in " + trace[0].getClassName() + ":" + trace[0].getLineNumber());
    }
}
