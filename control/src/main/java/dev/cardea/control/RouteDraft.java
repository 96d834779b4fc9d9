package dev.cardea.control;

import dev.cardea.model.ErrorClass;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.RouteId;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteRetry;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.RouteTimeouts;
import dev.cardea.model.Stickiness;
import dev.cardea.model.TargetPrice;
import dev.cardea.model.Unsupported;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What an administrator, or the configuration, says of a route. What is left out is the usual.
///
/// @param organization the tenant whose callers see it; empty for all. It can't be changed later
/// @param name what callers ask for
/// @param targets where calls go, in order
/// @param regions patterns of the regions that calls may go to, the preferred ones first; empty: any
/// @param fallbackOn trouble that sends a call on to the next target
/// @param unsupported what becomes of fields that a target can't express; refused unless it says to
///     drop them
/// @param maxEjectedPercent of the targets that are passed over at most because they fail
/// @param state active or suspended; deleting is a step of its own
public record RouteDraft(
        Optional<OrganizationId> organization,
        String name,
        RoutePolicy policy,
        List<TargetDraft> targets,
        List<String> regions,
        Stickiness sticky,
        Optional<List<ErrorClass>> fallbackOn,
        Optional<Unsupported> unsupported,
        Optional<Long> maxEjectedPercent,
        Optional<RetryDraft> retry,
        Optional<TimeoutsDraft> timeouts,
        Lifecycle state) {

    public RouteDraft {
        if (!ModelRoute.isName(name)) {
            throw new ControlFailure.Invalid(
                    "/name", "a route's name is 1 to 128 letters, digits and . _ : / @ + -");
        }
        Words.items("/regions", regions);
        Lifecycles.check(state);
        targets = List.copyOf(targets);
        regions = List.copyOf(regions);
        fallbackOn = fallbackOn.map(List::copyOf);
    }

    /// A target as it is said. What is left out: weight 1, priority 0, no region, role serve.
    ///
    /// @param provider its name or id
    /// @param price millionths of a US dollar per million tokens
    public record TargetDraft(
            String provider,
            String model,
            Optional<Long> weight,
            Optional<Long> priority,
            Optional<String> region,
            Optional<RouteTarget.Role> role,
            Optional<Long> percent,
            Optional<PriceDraft> price) {
        static TargetDraft of(RouteTarget it) {
            return new TargetDraft(
                    it.provider(),
                    it.model(),
                    Optional.of((long) it.weight()),
                    Optional.of((long) it.priority()),
                    Optional.of(it.region()),
                    Optional.of(it.role()),
                    Optional.of((long) it.percent()),
                    it.price().map(price -> new PriceDraft(price.input(), price.output())));
        }

        private RouteTarget target() {
            return new RouteTarget(
                    provider,
                    model,
                    whole(weight.orElse(1L)),
                    whole(priority.orElse(0L)),
                    region.orElse(""),
                    role.orElse(RouteTarget.Role.SERVE),
                    whole(percent.orElse(0L)),
                    price.map(it -> new TargetPrice(it.input(), it.output())));
        }
    }

    /// Millionths of a US dollar per million tokens.
    public record PriceDraft(long input, long output) {}

    /// @param attempts at one target
    public record RetryDraft(
            Optional<Long> attempts,
            Optional<Long> backoffMillis,
            Optional<Long> mostMillis,
            Optional<Long> budgetPercent) {
        private RouteRetry retry() {
            RouteRetry usual = RouteRetry.NONE;
            return new RouteRetry(
                    whole(attempts.orElse((long) usual.attempts())),
                    backoffMillis.orElse(usual.backoffMillis()),
                    mostMillis.orElse(usual.mostMillis()),
                    whole(budgetPercent.orElse((long) usual.budgetPercent())));
        }
    }

    /// What is left out, or 0, is as the gateway has it.
    public record TimeoutsDraft(
            Optional<Long> connectMillis,
            Optional<Long> firstByteMillis,
            Optional<Long> idleMillis,
            Optional<Long> totalMillis) {
        private RouteTimeouts timeouts() {
            return new RouteTimeouts(
                    connectMillis.orElse(0L),
                    firstByteMillis.orElse(0L),
                    idleMillis.orElse(0L),
                    totalMillis.orElse(0L));
        }
    }

    /// What would have to be said for this record.
    public static RouteDraft of(ModelRoute it) {
        return new RouteDraft(
                it.organization(),
                it.name(),
                it.policy(),
                it.targets().stream().map(TargetDraft::of).toList(),
                it.regions(),
                it.sticky(),
                Optional.of(it.fallbackOn()),
                Optional.of(it.unsupported()),
                Optional.of((long) it.maxEjectedPercent()),
                Optional.of(
                        new RetryDraft(
                                Optional.of((long) it.retry().attempts()),
                                Optional.of(it.retry().backoffMillis()),
                                Optional.of(it.retry().mostMillis()),
                                Optional.of((long) it.retry().budgetPercent()))),
                Optional.of(
                        new TimeoutsDraft(
                                Optional.of(it.timeouts().connectMillis()),
                                Optional.of(it.timeouts().firstByteMillis()),
                                Optional.of(it.timeouts().idleMillis()),
                                Optional.of(it.timeouts().totalMillis()))),
                Lifecycles.live(it, it.state()));
    }

    /// Whether a route can be made of it.
    ///
    /// @throws ControlFailure.Invalid naming the member that doesn't fit
    public void check() {
        route(new RouteId(RouteId.PREFIX + "draft"), Optional.empty(), 0);
    }

    /// @throws ControlFailure.Invalid naming the member that doesn't fit
    ModelRoute route(RouteId id, Optional<String> declaredAt, long revision) {
        List<RouteTarget> places =
                checked("/targets", () -> targets.stream().map(TargetDraft::target).toList());
        RouteRetry retries =
                checked("/retry", () -> retry.map(RetryDraft::retry).orElse(RouteRetry.NONE));
        RouteTimeouts waits =
                checked(
                        "/timeouts",
                        () -> timeouts.map(TimeoutsDraft::timeouts).orElse(RouteTimeouts.NONE));
        return checked(
                "/targets",
                () ->
                        new ModelRoute(
                                id,
                                organization,
                                name,
                                policy,
                                places,
                                regions,
                                sticky,
                                fallbackOn.orElse(ErrorClass.USUAL),
                                unsupported.orElse(Unsupported.REFUSE),
                                whole(
                                        maxEjectedPercent.orElse(
                                                (long) ModelRoute.USUAL_MAX_EJECTED)),
                                retries,
                                waits,
                                state,
                                declaredAt,
                                revision));
    }

    private static <T> T checked(String pointer, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new ControlFailure.Invalid(pointer, String.valueOf(e.getMessage()));
        }
    }

    /// What is too large for a whole number is too large for any of these.
    private static int whole(long number) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
    }
}
