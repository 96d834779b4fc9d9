package dev.cardea.admission;

import dev.cardea.model.Call;
import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.Id;
import dev.cardea.model.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The smallest set of changes of records that lets a refused call pass: found by the rules that
/// refuse it, and tried out by the rules that decide.
///
/// Only what loosens is proposed (a state, a time, an item of a list), never a secret, another owner
/// or a new record. So there is none where the request itself is at fault, or where a record is gone
/// for good.
final class SmallestChange {
    /// A change may show the next rule that refuses; so often it is looked again.
    private static final int MOST_ROUNDS = 4;

    private final List<Rule> rules;
    private final Call call;
    private final Snapshot snapshot;
    private final Instant now;
    private final Terrain terrain;

    SmallestChange(List<Rule> rules, Call call, Snapshot snapshot, Instant now, Terrain terrain) {
        this.rules = rules;
        this.call = call;
        this.snapshot = snapshot;
        this.now = now;
        this.terrain = terrain;
    }

    /// The changes; none of them is superfluous. Empty when changes of records don't help.
    Optional<List<ProposedChange>> find() {
        List<Mend> mends = new ArrayList<>();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Case changed = with(mends);
            List<Rule> failing = failing(changed);
            if (failing.isEmpty()) {
                return Optional.of(needed(mends).stream().map(Mend::proposed).toList());
            }
            for (Rule rule : failing) {
                List<Mend> more = rule.mender().mends(changed);
                if (more.isEmpty()) {
                    return Optional.empty();
                }
                mends.addAll(more);
            }
        }
        return Optional.empty();
    }

    /// Leaves out what the others do without.
    private List<Mend> needed(List<Mend> mends) {
        List<Mend> left = new ArrayList<>(mends);
        for (Mend mend : mends) {
            List<Mend> others = new ArrayList<>(left);
            others.remove(mend);
            if (failing(with(others)).isEmpty()) {
                left = others;
            }
        }
        return left;
    }

    private List<Rule> failing(Case c) {
        return rules.stream().filter(rule -> c.has(rule.needs()) && fails(rule, c)).toList();
    }

    /// A rule that breaks down refuses, too.
    private static boolean fails(Rule rule, Case c) {
        try {
            return rule.test().fault(c) != null;
        } catch (RuntimeException _) {
            return true;
        }
    }

    /// The call as it would be decided after the changes.
    private Case with(List<Mend> mends) {
        Map<Id, Entity> changed = new LinkedHashMap<>();
        for (Mend mend : mends) {
            Entity current = mend.current();
            changed.merge(
                    current.id(),
                    mend.change().apply(current),
                    (before, _) -> mend.change().apply(before));
        }
        Snapshot after = snapshot;
        for (Entity entity : changed.values()) {
            after = after.with(new Change(snapshot.revision(), snapshot.asOf(), entity));
        }
        return new Case(call, after, now, terrain);
    }
}
