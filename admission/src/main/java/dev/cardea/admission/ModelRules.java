package dev.cardea.admission;

import dev.cardea.model.Caller;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Endpoint;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Stage;
import dev.cardea.model.Target;
import dev.cardea.model.Wildcard;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which model a call names, and whether its key may use it.
final class ModelRules {
    private static final int NEAR = 2;
    private static final int MOST_CANDIDATES = 5;
    private static final int LONGEST_NAME = 128;

    static final Rule READABLE =
            Rule.ofRequest(
                    Stage.PERMISSION,
                    "can the body be read as what the path needs?",
                    Rule.Needs.MODEL,
                    c -> c.call.model() instanceof ModelAsk.Unreadable(var fault) ? fault : null,
                    (c, e) -> {
                        e.input("model", named(c.call.model()));
                        if (c.call.model() instanceof ModelAsk.Unreadable(var fault)) {
                            fault.words().forEach(e::input);
                        }
                    });

    static final Rule NAMED =
            Rule.ofRequest(
                    Stage.PERMISSION,
                    "does the call name a model, where it needs one?",
                    Rule.Needs.MODEL,
                    c ->
                            needsModel(c)
                                            && (c.call.model() instanceof ModelAsk.Missing
                                                    || c.call.model() instanceof ModelAsk.NotNeeded)
                                    ? Faults.of("MODEL_MISSING")
                                    : null,
                    (c, e) ->
                            e.input("needed", needsModel(c)).input("model", named(c.call.model())));

    static final Rule KNOWN =
            Rule.ofState(
                    Stage.PERMISSION,
                    "is the model known?",
                    Rule.Needs.MODEL,
                    c ->
                            isNamed(c)
                                            && c.choice().servable()
                                            && c.choice().routed().isEmpty()
                                            && c.choice().known().isEmpty()
                                    ? Faults.of("MODEL_UNKNOWN", "suggestion", suggestion(c))
                                    : null,
                    ModelRules::choice);

    static final Rule ALLOWED =
            Rule.ofState(
                            Stage.PERMISSION,
                            "may the key use the model, at every level?",
                            Rule.Needs.MODEL,
                            ModelRules::notAllowed,
                            ModelRules::choice)
                    .mendedBy(ModelRules::allowing);

    static final Rule UNAMBIGUOUS =
            Rule.ofState(
                    Stage.PERMISSION,
                    "does one provider only offer the model to the key?",
                    Rule.Needs.MODEL,
                    c ->
                            c.choice().allowed().size() > 1
                                            && c.choice().routed().isEmpty()
                                            && !KeptRules.isOfKept(c)
                                    ? Faults.of(
                                            "MODEL_AMBIGUOUS",
                                            "candidates",
                                            candidates(c.choice().allowed()))
                                    : null,
                    ModelRules::choice);

    private ModelRules() {}

    static boolean needsModel(Case c) {
        Endpoint endpoint = c.call.operation().endpoint();
        return endpoint.modelInBody() || endpoint.modelInPath();
    }

    /// Whether and how a call names a model, in a word.
    private static String named(ModelAsk model) {
        return switch (model) {
            case ModelAsk.Awaited() -> "not read yet";
            case ModelAsk.NotNeeded() -> "not asked for";
            case ModelAsk.Missing() -> "missing";
            case ModelAsk.Named(_) -> "named";
            case ModelAsk.Unreadable(_) -> "unreadable";
        };
    }

    static boolean isNamed(Case c) {
        return (needsModel(c) || c.call.operation().endpoint() == Endpoint.MODELS)
                && c.call.model() instanceof ModelAsk.Named;
    }

    private static @Nullable Fault notAllowed(Case c) {
        if (!isNamed(c)
                && c.call.operation().endpoint() != Endpoint.PASS_THROUGH
                && !KeptRules.isOfKept(c)) {
            return null;
        }
        ModelChoice choice = c.choice();
        boolean unknown = choice.known().isEmpty() && choice.routed().isEmpty();
        return unknown || choice.permitted(c.caller())
                ? null
                : Faults.of("MODEL_NOT_ALLOWED", "model", shown(choice));
    }

    /// Adds the name of the model, or of the route, wherever it is missing. Where several providers
    /// have the model, that of the first.
    private static List<Mend> allowing(Case c) {
        ModelChoice choice = c.choice();
        boolean routed = choice.routed().isPresent();
        Target first = routed ? null : choice.known().getFirst();
        String name =
                first == null
                        ? choice.asked()
                        : first.model().isEmpty()
                                ? first.provider().name() + "/*"
                                : choice.known().size() == 1
                                        ? first.model()
                                        : VisibleModel.qualified(first);
        if (choice.asked().indexOf('*') >= 0) {
            return List.of();
        }
        return Mend.grants(
                c,
                Mend.Listed.MODELS,
                held ->
                        !held.models().isEmpty()
                                && (first == null
                                        ? held.models().stream()
                                                .noneMatch(it -> Wildcard.matches(it, name))
                                        : !ModelChoice.fits(held.models(), first)),
                held -> held.withModels(Mend.plus(held.models(), name)));
    }

    /// A name that was sent is repeated only in the characters that names are made of.
    static String shown(ModelChoice choice) {
        String name =
                choice.asked().isEmpty()
                        ? choice.known().getFirst().provider().name() + "/*"
                        : choice.asked();
        boolean plain =
                name.length() <= LONGEST_NAME
                        && name.chars()
                                .allMatch(ch ->
                                        ch < 128
                                                && (Character.isLetterOrDigit(ch)
                                                        || "-_.:/@+*".indexOf(ch) >= 0));
        return plain ? name : "(as named)";
    }

    private static String candidates(List<Target> targets) {
        return targets.stream()
                .limit(MOST_CANDIDATES)
                .map(VisibleModel::qualified)
                .collect(Collectors.joining(", "));
    }

    /// The nearest name among those that the caller may use.
    private static String suggestion(Case c) {
        String asked = c.choice().asked();
        if (asked.length() > LONGEST_NAME) {
            return "";
        }
        String best = "";
        int least = Math.min(NEAR, asked.length() / 2) + 1;
        for (VisibleModel model : c.visible()) {
            int slash = asked.indexOf('/');
            String name =
                    model.isRoute()
                            ? model.name()
                            : slash > 0
                                    ? VisibleModel.qualified(model.target())
                                    : model.target().model();
            int distance =
                    Math.abs(name.length() - asked.length()) >= least
                            ? least
                            : EditDistance.of(asked, name);
            if (distance < least) {
                least = distance;
                best = name;
            }
        }
        return best.isEmpty() ? "" : " Did you mean '" + best + "'?";
    }

    private static void choice(Case c, Evidence e) {
        if (isNamed(c)) {
            ModelChoice choice = c.choice();
            e.input("asked", choice.asked())
                    .input("offered by", candidates(choice.known()))
                    .input("allowed at", candidates(choice.allowed()));
            choice.routed().ifPresent(it -> e.read(it.route().route()));
            choice.known().forEach(t -> e.read(t.provider()));
        }
        Caller caller = c.caller();
        for (Level level : Level.ALL) {
            PermissionRules.note(e, level, Case.grants(caller, level).models());
        }
        PermissionRules.records(c, e);
    }
}
