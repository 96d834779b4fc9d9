package dev.cardea.admission;

import dev.cardea.model.Skip;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// In which order one call tries the candidates of its route, and why: told one by one, because most
/// calls need the first only. For one thread.
public final class RouteOrder {
    private final int[] group;
    private final double[] score;
    private final @Nullable Why[] why;
    private final @Nullable Skip[] skipped;
    private long told;

    /// @param group by candidate; lower ones first
    /// @param score by candidate; of one group the lower ones first
    /// @param why by candidate, null for those that are skipped
    /// @param skipped by candidate, null for those that are tried
    RouteOrder(int[] group, double[] score, @Nullable Why[] why, @Nullable Skip[] skipped) {
        this.group = group;
        this.score = score;
        this.why = why;
        this.skipped = skipped;
    }

    /// Why a candidate is where it is.
    public enum Why {
        LISTED("in the route's order"),
        DRAWN("drawn by weight"),
        STICKY("bound to it"),
        LESS_LOADED("the less loaded of two"),
        LOAD("by load"),
        FASTEST("by latency"),
        UNMEASURED("not measured of late"),
        CHEAPEST("by cost"),
        PRICE_UNKNOWN("price unknown"),
        CANARY("canary"),
        RESERVE("weight 0: a reserve"),
        LAST_RESORT("failing, but too many others fail too");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        /// As records have it.
        public String words() {
            return words;
        }
    }

    /// The number of the next candidate, -1 when all were told.
    public int next() {
        int best = -1;
        for (int i = 0; i < group.length; i++) {
            if (skipped[i] == null && (told & 1L << i) == 0 && (best < 0 || isBefore(i, best))) {
                best = i;
            }
        }
        if (best >= 0) {
            told |= 1L << best;
        }
        return best;
    }

    private boolean isBefore(int one, int other) {
        return group[one] != group[other] ? group[one] < group[other] : score[one] < score[other];
    }

    /// Why a candidate that is tried is where it is.
    ///
    /// @param candidate by its number
    public Why why(int candidate) {
        return Objects.requireNonNull(why[candidate]);
    }

    /// Why a candidate isn't tried; null when it is.
    ///
    /// @param candidate by its number
    public @Nullable Skip skipped(int candidate) {
        return skipped[candidate];
    }
}
