package dev.cardea.relay;

import dev.cardea.dialect.scan.BatchItem;
import dev.cardea.model.Call;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Decision;
import dev.cardea.model.Dialect;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Operation;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Provider;
import dev.cardea.model.Readings;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.ResolvedRoute;
import dev.cardea.model.Route;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides the requests of a batch, each as a call of its own by the key that brings the batch: whether
/// the key may call the path and the model, at the provider that keeps the batch and by the name
/// that this provider has for it, for nobody rewrites it there.
final class BatchGuard {
    private static final int LONGEST_NAME = 128;
    private static final Reason MALFORMED = Reasons.of("REQUEST_MALFORMED");
    private static final Reason MODEL_AMBIGUOUS = Reasons.of("MODEL_AMBIGUOUS");
    private static final Reason NOT_ALLOWED = Reasons.of("MODEL_NOT_ALLOWED");

    private final Plane plane;
    private final Arrival arrival;
    private final Snapshot snapshot;
    private final Readings readings;
    private final OrganizationId organization;
    private @Nullable Provider provider;

    /// @param provider that keeps the batch; null while only its requests say
    BatchGuard(
            Plane plane,
            Arrival arrival,
            Snapshot snapshot,
            Readings readings,
            OrganizationId organization,
            @Nullable Provider provider) {
        this.plane = plane;
        this.arrival = arrival;
        this.snapshot = snapshot;
        this.readings = readings;
        this.organization = organization;
        this.provider = provider;
    }

    /// Where the batch goes, as far as is known.
    @Nullable Provider provider() {
        return provider;
    }

    /// Why a request of the batch isn't allowed; null when it is.
    @Nullable Fault fault(BatchItem item) {
        Operation operation = operation(item);
        if (!operation.methodFits()
                || !operation.endpoint().modelInBody()
                || operation.dialect() != arrival.operation().dialect()) {
            return malformed(item, "asks for a path that is no call of a model");
        }
        if (item.model().isEmpty()) {
            return malformed(item, "names no model");
        }
        Provider at = provider;
        if (at == null) {
            return unbound(item, operation);
        }
        String better = better(item.model(), at);
        if (!better.isEmpty()) {
            return renamed(item, better, at);
        }
        Decision decision = decide(operation, at.name() + "/" + item.model());
        if (decision instanceof Decision.Admit(_, var route)) {
            return leadsTo(route, at, item.model())
                    ? null
                    : malformed(item, "names a model that is another one's by that name");
        }
        Fault fault = fault(decision, item);
        return fault.reason().equals(NOT_ALLOWED) && allowedByRoute(operation, at, item.model())
                ? null
                : fault;
    }

    private Operation operation(BatchItem item) {
        String path =
                arrival.operation().dialect() == Dialect.ANTHROPIC ? "/v1/messages" : item.path();
        return Operation.of("POST", path, arrival.head().fields());
    }

    private Decision decide(Operation operation, String model) {
        Call call = arrival.call();
        return plane.decide(
                new Call(
                        call.id(),
                        call.at(),
                        call.environment(),
                        call.peer(),
                        operation,
                        call.credential(),
                        new ModelAsk.Named(model),
                        call.fieldNames(),
                        call.fromBrowser()),
                snapshot,
                readings);
    }

    /// Nothing but the model says where: the first request decides for all.
    private @Nullable Fault unbound(BatchItem item, Operation operation) {
        Decision decision = decide(operation, item.model());
        if (!(decision instanceof Decision.Admit(_, var route))) {
            Fault fault = fault(decision, item);
            return fault.reason().equals(MODEL_AMBIGUOUS) ? severalOffer(fault) : fault;
        }
        for (Target target : route.targets()) {
            if (target.provider().speaks(arrival.operation().endpoint())) {
                if (!target.model().equals(item.model())) {
                    return renamed(item, target.model(), target.provider());
                }
                provider = target.provider();
                return null;
            }
        }
        return malformed(item, "names a model of a provider that keeps no such batches");
    }

    /// A batch can't name the provider with the model: its caller says it beside.
    private static Fault severalOffer(Fault ambiguous) {
        String models = ambiguous.words().getOrDefault("candidates", "");
        String providers =
                Stream.of(models.split(", ", -1))
                        .map(it -> it.substring(0, Math.max(0, it.indexOf('/'))))
                        .distinct()
                        .collect(Collectors.joining(", "));
        return new Fault(Reasons.of("PROVIDER_AMBIGUOUS"), Map.of("candidates", providers));
    }

    /// What the provider calls a model that has another name here; empty when the name is its own.
    private String better(String model, Provider at) {
        if (at.models().contains(model)) {
            return "";
        }
        if (model.startsWith(at.name() + "/")) {
            return model.substring(at.name().length() + 1);
        }
        ResolvedRoute route = snapshot.models().routes().find(organization, model);
        if (route == null) {
            return "";
        }
        List<String> names =
                route.route().targets().stream()
                        .filter(it -> it.provider().equals(at.name()))
                        .map(RouteTarget::model)
                        .toList();
        return names.contains(model) ? "" : names.stream().findFirst().orElse("");
    }

    private static boolean leadsTo(Route route, Provider at, String model) {
        for (Target target : route.targets()) {
            if (target.provider().id().equals(at.id()) && target.model().equals(model)) {
                return true;
            }
        }
        return false;
    }

    /// Leave to ask for a route's name is leave for what is behind it.
    private boolean allowedByRoute(Operation operation, Provider at, String model) {
        for (ResolvedRoute route : snapshot.models().routes().visible(organization)) {
            boolean leadsThere =
                    route.route().targets().stream()
                            .anyMatch(it ->
                                    it.role() != RouteTarget.Role.MIRROR
                                            && it.provider().equals(at.name())
                                            && it.model().equals(model));
            if (leadsThere
                    && decide(operation, route.route().name())
                            instanceof Decision.Admit(_, var admitted)
                    && leadsTo(admitted, at, model)) {
                return true;
            }
        }
        return false;
    }

    private Fault fault(Decision decision, BatchItem item) {
        return switch (decision) {
            case Decision.Deny(var why) -> told(why.reason(), why.words(), item);
            case Decision.Throttle(var why, _) -> told(why.reason(), why.words(), item);
            case Decision.Admit _, Decision.Await _ -> malformed(item, "can't be decided");
        };
    }

    /// With the request's place among the words.
    private Fault told(Reason reason, Map<String, String> words, BatchItem item) {
        Map<String, String> more = new HashMap<>(words);
        if (!words.containsKey("model") && !words.containsKey("suggestion")) {
            more.put(Reason.PLACE, place(item));
            return new Fault(reason, more);
        }
        String model = plain(item.model());
        more.put("model", "%s (%s)".formatted(model, place(item)));
        more.computeIfPresent(
                "suggestion",
                (_, suggestion) ->
                        " It is '%s' of %s.%s".formatted(model, place(item), suggestion));
        return new Fault(reason, more);
    }

    private Fault renamed(BatchItem item, String better, Provider at) {
        return malformed(
                item,
                "names the model '%s', which %s knows as '%s': write that"
                        .formatted(plain(item.model()), at.name(), plain(better)));
    }

    private Fault malformed(BatchItem item, String detail) {
        return new Fault(MALFORMED, Map.of("detail", place(item) + " " + detail));
    }

    private String place(BatchItem item) {
        return item.number() == 0
                ? "a line of the batch"
                : arrival.operation().dialect() == Dialect.ANTHROPIC
                        ? "request %d of the batch".formatted(item.number())
                        : "line %d of the batch".formatted(item.number());
    }

    /// A name that was sent is repeated only in the characters that names are made of.
    private static String plain(String name) {
        boolean plain =
                name.length() <= LONGEST_NAME
                        && name.chars()
                                .allMatch(c ->
                                        c < 128
                                                && (Character.isLetterOrDigit(c)
                                                        || "-_.:/@+*".indexOf(c) >= 0));
        return plain ? name : "(as named)";
    }
}
