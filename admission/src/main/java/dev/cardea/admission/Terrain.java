package dev.cardea.admission;

import dev.cardea.model.ModelFacts;
import dev.cardea.model.Retirement;
import dev.cardea.model.Target;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of providers besides their records.
///
/// @param reach which providers a kind of call can be carried to
/// @param facts which models are gone
record Terrain(Reach reach, ModelFacts facts) {

    /// The end of a target's service when it has come; null while it serves.
    @Nullable Retirement ended(Target target, Instant now) {
        Retirement retirement = facts.retirement(target.provider(), target.model()).orElse(null);
        return retirement != null && retirement.begun(now) ? retirement : null;
    }

    boolean serves(Target target, Instant now) {
        return ended(target, now) == null;
    }

    /// Those that still serve, where there are any; else all.
    List<Target> serving(List<Target> targets, Instant now) {
        List<Target> alive = targets.stream().filter(it -> serves(it, now)).toList();
        return alive.isEmpty() ? targets : alive;
    }
}
