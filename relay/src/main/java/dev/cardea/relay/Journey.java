package dev.cardea.relay;

import dev.cardea.admission.RouteChoice;
import dev.cardea.admission.RouteOrder;
import dev.cardea.admission.TargetReading;
import dev.cardea.model.Attempt;
import dev.cardea.model.Caller;
import dev.cardea.model.ErrorClass;
import dev.cardea.model.ModelFacts;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Route;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.Routed;
import dev.cardea.model.Routed.Candidate;
import dev.cardea.model.Routed.PassedOver;
import dev.cardea.model.Skip;
import dev.cardea.model.Stickiness;
import dev.cardea.model.Target;
import dev.cardea.model.TargetPrice;
import dev.cardea.model.Unsupported;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The way of one call over the targets that it may go to: which is next and why, whether one is
/// tried again, and what the attempts tell of each target's health. Without an operator's route it is
/// the targets in their order, and nothing is told.
final class Journey {
    private static final String FALLBACK = "fallback after ";
    private static final String RETRY = "retry";

    private final Route route;
    private final RandomGenerator random;
    private final @Nullable Routed routed;
    private final TargetHealth[] healths;
    private final @Nullable RouteOrder order;
    private int listed;
    private int tried;
    private int triesHere;
    private int shut = -1;
    private String trouble = "";
    private boolean lastResort;
    private @Nullable Target target;
    private @Nullable TargetHealth health;
    private boolean probe;
    private String choice = "";

    /// What follows a failed attempt.
    sealed interface Next {
        /// The same target, after a wait.
        record Again(long millis) implements Next {}

        /// The next target.
        record Onward() implements Next {}

        /// Nothing.
        record Over() implements Next {}
    }

    private static final Next ONWARD = new Next.Onward();
    private static final Next OVER = new Next.Over();

    /// The way of a call.
    static Journey of(RelayLoop loop, Route route, Caller caller, Arrival arrival) {
        if (route.routed().isEmpty()) {
            return new Journey(route, loop.random(), null, new TargetHealth[0], null);
        }
        Routed routed = route.routed().get();
        ModelRoute terms = routed.route().route();
        List<Candidate> candidates = routed.candidates();
        TargetHealth[] healths = new TargetHealth[candidates.size()];
        TargetReading[] readings = new TargetReading[candidates.size()];
        long now = System.nanoTime();
        for (int i = 0; i < healths.length; i++) {
            healths[i] = loop.health(candidates.get(i), terms);
            readings[i] = healths[i].reading(now, price(terms, candidates.get(i), loop.models()));
        }
        String by = bound(terms.sticky(), caller, arrival);
        long number =
                by.isEmpty()
                        ? loop.random().nextLong()
                        : RouteChoice.binding(
                                terms.sticky(), caller.key().organization().value() + by);
        RouteOrder order = RouteChoice.order(terms, candidates, readings, number, !by.isEmpty());
        return new Journey(route, loop.random(), routed, healths, order);
    }

    /// What keeps calls together; empty when the call names none.
    private static String bound(Stickiness sticky, Caller caller, Arrival arrival) {
        return switch (sticky) {
            case NONE -> "";
            case CONVERSATION -> {
                String session = Account.session(arrival.head());
                yield session.isEmpty() ? arrival.body().cacheKey() : session;
            }
            case USER -> arrival.body().user();
            case KEY -> caller.key().id().value();
        };
    }

    /// Whether fields that a target can't express are dropped.
    boolean drops() {
        return routed != null && terms().unsupported() == Unsupported.DROP;
    }

    private static long price(ModelRoute route, Candidate candidate, ModelFacts models) {
        if (route.policy() != RoutePolicy.COST) {
            return TargetReading.UNKNOWN;
        }
        Target target = candidate.target();
        Optional<TargetPrice> price = candidate.terms().price();
        return price.or(() -> models.price(target.provider().name(), target.model()))
                .map(TargetPrice::blended)
                .orElse(TargetReading.UNKNOWN);
    }

    private Journey(
            Route route,
            RandomGenerator random,
            @Nullable Routed routed,
            TargetHealth[] healths,
            @Nullable RouteOrder order) {
        this.route = route;
        this.random = random;
        this.routed = routed;
        this.healths = healths;
        this.order = order;
    }

    /// Notes in the account what the route passes over, but for canaries that other calls are for.
    void note(Account account) {
        if (routed == null || order == null) {
            return;
        }
        for (PassedOver it : routed.passedOver()) {
            account.passedOver(skipped(it.terms(), it.why()));
        }
        for (int i = 0; i < healths.length; i++) {
            Skip skip = order.skipped(i);
            if (skip != null && skip != Skip.NOT_DRAWN) {
                account.passedOver(skipped(routed.candidates().get(i).terms(), skip));
            }
        }
    }

    private static Attempt skipped(RouteTarget terms, Skip why) {
        return new Attempt(
                terms.provider(), "", terms.model(), 0, "", 0, "passed over: " + why.words());
    }

    /// Goes to the next target; null when there is none.
    @Nullable Target next() {
        left();
        triesHere = 1;
        if (routed == null || order == null) {
            target = listed < route.targets().size() ? route.targets().get(listed++) : null;
            tried += target == null ? 0 : 1;
            return target;
        }
        for (int i = order.next(); i >= 0; i = order.next()) {
            RouteOrder.Why why = order.why(i);
            if (healths[i].enter(System.nanoTime()) || why == RouteOrder.Why.LAST_RESORT) {
                return go(i, tried == 0 ? why.words() : FALLBACK + trouble + ": " + why.words());
            }
            // Another call tries it at this moment.
            shut = i;
        }
        if (tried == 0 && shut >= 0 && !lastResort && terms().maxEjectedPercent() < 100) {
            lastResort = true;
            return go(shut, RouteOrder.Why.LAST_RESORT.words());
        }
        target = null;
        return null;
    }

    private Target go(int candidate, String why) {
        tried++;
        choice = why;
        TargetHealth to = healths[candidate];
        health = to;
        probe = to.circuit().phase() == TargetHealth.Circuit.Phase.PROBING;
        to.begun(terms().retry().budgetPercent());
        Target going = Objects.requireNonNull(routed).candidates().get(candidate).target();
        target = going;
        return going;
    }

    private ModelRoute terms() {
        return Objects.requireNonNull(routed).route().route();
    }

    /// The one that is tried.
    Target target() {
        return Objects.requireNonNull(target);
    }

    /// How many were tried; spreads calls over equal credentials, too.
    int tried() {
        return tried;
    }

    /// Why the route tries it now; empty without a route.
    String choice() {
        return choice;
    }

    /// The route, where it has targets that get copies.
    Optional<Routed> mirrored() {
        return routed == null || routed.mirrors().isEmpty()
                ? Optional.empty()
                : Optional.of(routed);
    }

    /// The target answers.
    ///
    /// @param nanos to the head; negative when that tells nothing of its speed
    void answered(long nanos) {
        if (health != null) {
            health.succeeded(nanos, System.nanoTime());
            probe = false;
        }
    }

    /// The attempt failed, or the answer broke off.
    void failed(ErrorClass kind) {
        if (health != null && kind.countsAgainstTarget()) {
            health.failed(System.nanoTime());
            probe = false;
        }
    }

    /// The call is done with its target.
    void left() {
        if (health != null) {
            health.left(probe, System.nanoTime());
            health = null;
        }
    }

    /// What follows a failed attempt.
    ///
    /// @param retryAfter what the provider said of it
    /// @param repeatable whether the request can be made again at all
    Next after(ErrorClass kind, Optional<Duration> retryAfter, boolean repeatable) {
        if (!repeatable) {
            return OVER;
        }
        if (routed == null) {
            return goesOn(kind) ? ONWARD : OVER;
        }
        long most = terms().retry().mostMillis();
        long wanted = retryAfter.map(Duration::toMillis).orElse(0L);
        if (kind.passesSoon()
                && triesHere < terms().retry().attempts()
                && wanted <= most
                && health != null
                && health.takeRetry()) {
            long wait = terms().retry().waitMillis(triesHere, random.nextDouble());
            triesHere++;
            choice = RETRY;
            return new Next.Again(Math.max(wait, wanted));
        }
        return goesOn(kind) ? ONWARD : OVER;
    }

    /// What follows when a provider refuses the request itself.
    ///
    /// @param kind empty when another would refuse it, too
    Next after(Optional<ErrorClass> kind, boolean repeatable) {
        return repeatable && kind.isPresent() && goesOn(kind.get()) ? ONWARD : OVER;
    }

    /// Whether such trouble sends a call on to the next target; it is why, then.
    boolean goesOn(ErrorClass kind) {
        trouble = kind.name().toLowerCase(Locale.ROOT);
        return fallsBackOn(kind);
    }

    /// Whether such trouble would.
    boolean fallsBackOn(ErrorClass kind) {
        return (routed == null ? ErrorClass.USUAL : terms().fallbackOn()).contains(kind);
    }

    /// What it comes to when no target could be tried at all.
    Failure nowhere() {
        if (healths.length == 0) {
            return Failure.upstream("GATEWAY_CONFIG_ERROR", Map.of("route", "no targets"));
        }
        long now = System.nanoTime();
        long first = Long.MAX_VALUE;
        for (TargetHealth it : healths) {
            first = Math.min(first, it.opensAgain(now) - now);
        }
        return Failure.circuitsOpen(terms().name(), Duration.ofNanos(Math.max(0, first)));
    }

    /// How long a connection to a target may take, all addresses of its host together; empty when the
    /// route doesn't say.
    Optional<Duration> connect() {
        long millis = routed == null ? 0 : terms().timeouts().connectMillis();
        return millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    /// How long the head of an answer may take.
    Duration firstByte(Timeouts usual) {
        return or(routed == null ? 0 : terms().timeouts().firstByteMillis(), usual.firstByte());
    }

    /// How long a pause within an answer may be.
    Duration idle(Timeouts usual) {
        return or(routed == null ? 0 : terms().timeouts().idleMillis(), usual.idle());
    }

    /// How long the whole call may take.
    Duration total(Timeouts usual) {
        return or(routed == null ? 0 : terms().timeouts().totalMillis(), usual.total());
    }

    private static Duration or(long millis, Duration usual) {
        return millis == 0 ? usual : Duration.ofMillis(millis);
    }
}
