package dev.cardea.admission;

import dev.cardea.admission.RouteOrder.Why;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.RouteTarget.Role;
import dev.cardea.model.Routed.Candidate;
import dev.cardea.model.Skip;
import dev.cardea.model.Stickiness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Orders the candidates of a route for one call: by readings of their health and by one number, so
/// that equal inputs give equal orders. For one choice on one thread.
///
/// A canary that the call is drawn for comes first. Then those that serve: failing ones are left out
/// as far as the route allows and come last beyond that; of the others a lower priority number comes
/// first, then a preferred region, then what the policy says.
public final class RouteChoice {
    /// So many calls have to be seen before a target is judged by its failures.
    static final int ENOUGH_CALLS = 20;

    /// Failures in a thousand below which no target is an outlier.
    private static final int OUTLIER_PERMILLE = 200;

    private static final int OUTLIER_FACTOR = 3;

    private static final int RESERVE = 1 << 16;
    private static final int LAST = 1 << 17;

    private final ModelRoute route;
    private final List<Candidate> candidates;
    private final TargetReading[] readings;
    private final long number;
    private final boolean bound;
    private final int size;
    private final @Nullable Skip[] skipped;
    private final @Nullable Why[] why;
    private final int[] group;
    private final double[] score;
    private int serving;

    private RouteChoice(
            ModelRoute route,
            List<Candidate> candidates,
            TargetReading[] readings,
            long number,
            boolean bound) {
        this.route = route;
        this.candidates = candidates;
        this.readings = readings;
        this.number = number;
        this.bound = bound;
        size = candidates.size();
        skipped = new Skip[size];
        why = new Why[size];
        group = new int[size];
        score = new double[size];
    }

    /// @param readings one for each candidate, in the same order
    /// @param number drawn by chance, or made of what the call is bound by
    /// @param bound whether calls with the same number are to go to the same target
    public static RouteOrder order(
            ModelRoute route,
            List<Candidate> candidates,
            TargetReading[] readings,
            long number,
            boolean bound) {
        return new RouteChoice(route, candidates, readings, number, bound).order();
    }

    /// The number that binds all calls of a conversation, or of a key.
    public static long binding(Stickiness kind, String of) {
        long hash = mixed(kind.name().hashCode());
        for (int i = 0; i < of.length(); i++) {
            hash = mixed(hash ^ of.charAt(i));
        }
        return mixed(hash);
    }

    private RouteOrder order() {
        countServing();
        drawCanary();
        eject();
        for (int i = 0; i < size; i++) {
            if (skipped[i] == null && serves(i)) {
                place(i);
            }
        }
        if (route.policy() == RoutePolicy.LEAST_LOAD && !binds()) {
            preferLessLoadedOfTwo();
        }
        return new RouteOrder(group, score, why, skipped);
    }

    private boolean serves(int i) {
        return candidates.get(i).terms().role() == Role.SERVE;
    }

    private void countServing() {
        for (int i = 0; i < size; i++) {
            serving += serves(i) ? 1 : 0;
        }
    }

    /// One draw for all canaries, so that their percentages add up. Where no other target can take
    /// the call they stand in.
    private void drawCanary() {
        if (serving == size) {
            return;
        }
        double draw = 100 * unit(mixed(number ^ 0x5bd1e995L));
        double from = 0;
        for (int i = 0; i < size; i++) {
            RouteTarget terms = candidates.get(i).terms();
            if (terms.role() != Role.CANARY) {
                continue;
            }
            boolean drawn = serving == 0 || (draw >= from && draw < from + terms.percent());
            from += terms.percent();
            if (!drawn) {
                skipped[i] = Skip.NOT_DRAWN;
            } else if (readings[i].open()) {
                skipped[i] = Skip.CIRCUIT_OPEN;
            } else {
                group[i] = -1;
                why[i] = Why.CANARY;
            }
        }
    }

    /// Leaves out what fails, at most the route's share of those that serve; the least failing of
    /// the rest are tried last.
    private void eject() {
        int failing = 0;
        long calls = 0;
        long failures = 0;
        for (int i = 0; i < size; i++) {
            if (serves(i)) {
                calls += readings[i].calls();
                failures += readings[i].failures();
            }
        }
        for (int i = 0; i < size; i++) {
            if (!serves(i)) {
                continue;
            }
            if (readings[i].open()) {
                skipped[i] = Skip.CIRCUIT_OPEN;
                failing++;
            } else if (isOutlier(readings[i], calls, failures)) {
                skipped[i] = Skip.OUTLIER;
                failing++;
            }
        }
        int most = serving * route.maxEjectedPercent() / 100;
        for (; failing > most; failing--) {
            int least = leastFailing();
            skipped[least] = null;
            group[least] = LAST;
        }
    }

    private static boolean isOutlier(TargetReading reading, long calls, long failures) {
        long otherCalls = calls - reading.calls();
        if (reading.calls() < ENOUGH_CALLS || otherCalls < ENOUGH_CALLS) {
            return false;
        }
        long own = reading.failures() * 1_000L;
        return own >= OUTLIER_PERMILLE * (long) reading.calls()
                && own / reading.calls()
                        >= OUTLIER_FACTOR * (failures - reading.failures()) * 1_000 / otherCalls;
    }

    private int leastFailing() {
        int least = -1;
        for (int i = 0; i < size; i++) {
            if (serves(i)
                    && skipped[i] != null
                    && (least < 0
                            || readings[i].failurePermille() < readings[least].failurePermille())) {
                least = i;
            }
        }
        return least;
    }

    private void place(int i) {
        RouteTarget terms = candidates.get(i).terms();
        boolean last = group[i] == LAST;
        boolean reserve = terms.weight() == 0;
        group[i] = (last ? LAST : 0) + (reserve ? RESERVE : 0) + candidates.get(i).rank();
        judge(i, terms);
        if (last) {
            why[i] = Why.LAST_RESORT;
        } else if (reserve) {
            why[i] = Why.RESERVE;
        }
    }

    private boolean binds() {
        return bound && route.sticky() != Stickiness.NONE;
    }

    private void judge(int i, RouteTarget terms) {
        TargetReading reading = readings[i];
        switch (route.policy()) {
            case PRIORITY -> set(i, i, Why.LISTED);
            case COST ->
                    set(
                            i,
                            reading.price() < 0 ? Double.MAX_VALUE : reading.price(),
                            reading.price() < 0 ? Why.PRICE_UNKNOWN : Why.CHEAPEST);
            case WEIGHTED -> set(i, lot(i), binds() ? Why.STICKY : Why.DRAWN);
            case LEAST_LOAD -> {
                if (binds()) {
                    set(i, lot(i), Why.STICKY);
                } else {
                    set(i, load(reading, terms), Why.LOAD);
                }
            }
            case LATENCY -> {
                if (binds()) {
                    set(i, lot(i), Why.STICKY);
                } else if (reading.latencyMicros() >= 0) {
                    set(i, (double) reading.latencyMicros(), Why.FASTEST);
                } else {
                    // One call finds out; while it does, others needn't.
                    set(i, reading.inFlight() == 0 ? -1 : Double.MAX_VALUE, Why.UNMEASURED);
                }
            }
        }
    }

    private void set(int i, double score, Why why) {
        this.score[i] = score;
        this.why[i] = why;
    }

    /// The lowest lot wins: exponentially distributed, so that each target wins in proportion to its
    /// weight (Efraimidis and Spirakis, 2006), and a target that leaves takes only its own calls along.
    private double lot(int i) {
        Candidate candidate = candidates.get(i);
        double draw = unit(mixed(number ^ mixed(candidate.place())));
        return -Math.log(draw) / Math.max(1, candidate.terms().weight());
    }

    /// Calls in flight, this one included, times how long one takes, over the weight.
    private static double load(TargetReading reading, RouteTarget terms) {
        double micros = Math.max(1, reading.latencyMicros());
        return (reading.inFlight() + 1) * micros / Math.max(1, terms.weight());
    }

    /// Two drawn of the first group; the less loaded one goes to the front.
    private void preferLessLoadedOfTwo() {
        int best = Integer.MAX_VALUE;
        int inBest = 0;
        for (int i = 0; i < size; i++) {
            if (skipped[i] == null && serves(i)) {
                if (group[i] < best) {
                    best = group[i];
                    inBest = 0;
                }
                inBest += group[i] == best ? 1 : 0;
            }
        }
        if (inBest == 0) {
            return;
        }
        long draw = mixed(number);
        int first = below(inBest, draw >>> 32);
        int step = inBest == 1 ? 0 : 1 + below(inBest - 1, draw & 0xffff_ffffL);
        int one = inGroup(best, first);
        int other = inGroup(best, (first + step) % inBest);
        int less = score[other] < score[one] ? other : one;
        score[less] = -1;
        if (best < RESERVE) {
            why[less] = Why.LESS_LOADED;
        }
    }

    private int inGroup(int wanted, int number) {
        int left = number;
        for (int i = 0; i < size; i++) {
            if (skipped[i] == null && serves(i) && group[i] == wanted && left-- == 0) {
                return i;
            }
        }
        throw new IllegalStateException("the group has fewer than " + (number + 1));
    }

    /// An even number below `bound`, of 32 random bits.
    private static int below(int bound, long bits) {
        return (int) ((bits * bound) >>> 32);
    }

    /// Above 0, up to 1.
    private static double unit(long bits) {
        return ((bits >>> 11) + 1) * 0x1.0p-53;
    }

    /// Spreads what differs in a few bits over all (the finalizer of SplitMix64).
    private static long mixed(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
