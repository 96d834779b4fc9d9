package dev.cardea.admission;

import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Reasons;
import dev.cardea.model.ResolvedRoute;
import dev.cardea.model.Retirement;
import dev.cardea.model.Routed;
import dev.cardea.model.Skip;
import dev.cardea.model.Stage;
import dev.cardea.model.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether a model that is known is still served anywhere.
final class RetirementRules {
    static final Rule IN_SERVICE =
            Rule.ofState(
                    Stage.PERMISSION,
                    "does the provider still serve the model?",
                    Rule.Needs.MODEL,
                    RetirementRules::retired,
                    RetirementRules::note);

    private RetirementRules() {}

    private static @Nullable Fault retired(Case c) {
        ModelChoice choice = c.choice();
        Retirement ended =
                choice.routed().isPresent()
                        ? ended(c, choice.routed().get())
                        : ended(c, choice.allowed());
        return ended == null
                ? null
                : new Fault(
                        Reasons.of("MODEL_RETIRED"),
                        Map.of(
                                "model",
                                ModelRules.shown(choice),
                                "date",
                                ended.since().toString(),
                                "successor",
                                ended.successor()
                                        .map(it -> "; successor: '" + it + "'")
                                        .orElse("")));
    }

    /// The end of the first one's service when none is served any more.
    private static @Nullable Retirement ended(Case c, List<Target> targets) {
        Retirement first = null;
        for (int i = 0; i < targets.size(); i++) {
            Retirement ended = c.ended(targets.get(i));
            if (ended == null) {
                return null;
            }
            first = first == null ? ended : first;
        }
        return first;
    }

    /// The same of a route that has nowhere else to go.
    private static @Nullable Retirement ended(Case c, Routed routed) {
        if (!leadsToRetiredOnly(routed)) {
            return null;
        }
        for (ResolvedRoute.Place place : routed.route().places()) {
            Retirement ended = place.candidate().map(it -> c.ended(it.target())).orElse(null);
            if (ended != null) {
                return ended;
            }
        }
        return null;
    }

    /// Whether a route's calls could go on if its models were still served.
    static boolean leadsToRetiredOnly(Routed routed) {
        return routed.candidates().isEmpty()
                && UpstreamRules.passesOver(routed, Skip.RETIRED)
                && !UpstreamRules.passesOver(routed, Skip.NO_CREDENTIAL);
    }

    private static void note(Case c, Evidence e) {
        for (Target target : c.choice().allowed()) {
            Retirement ended = c.ended(target);
            if (ended != null) {
                e.input(VisibleModel.qualified(target), "retired on " + ended.since());
            }
        }
    }
}
