package dev.cardea.server.config;

import dev.cardea.control.ApplyRoutes;
import dev.cardea.control.ControlFailure;
import dev.cardea.control.RouteDraft;
import dev.cardea.control.RouteDraft.PriceDraft;
import dev.cardea.control.RouteDraft.RetryDraft;
import dev.cardea.control.RouteDraft.TargetDraft;
import dev.cardea.control.RouteDraft.TimeoutsDraft;
import dev.cardea.model.ErrorClass;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.RoutePolicy;
import dev.cardea.model.RouteRetry;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.Stickiness;
import dev.cardea.model.Unsupported;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the section `routes`.
final class RouteSettings {
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    private RouteSettings() {}

    static List<ApplyRoutes.Declared> read(Section root) {
        Map<String, Origin> names = new HashMap<>();
        List<ApplyRoutes.Declared> routes = new ArrayList<>();
        for (Section s : root.sections("routes")) {
            String name = s.required("name");
            Origin before = names.put(name, s.origin());
            if (before != null) {
                throw s.wrong("name", "'" + name + "' again", "another name than at " + before);
            }
            routes.add(new ApplyRoutes.Declared(route(s, name), s.origin().toString()));
        }
        return List.copyOf(routes);
    }

    private static RouteDraft route(Section s, String name) {
        List<TargetDraft> targets =
                s.sections("targets").stream().map(RouteSettings::target).toList();
        List<ErrorClass> fallbackOn =
                s.texts("fallback_on").stream()
                        .map(word -> s.word("fallback_on", word, ErrorClass.class))
                        .toList();
        boolean fallback = s.flag("fallback", true);
        RetryDraft retry =
                new RetryDraft(
                        Optional.of(s.number("attempts", 1, 1, 5)),
                        Optional.of(millis(s, "backoff", RouteRetry.NONE.backoffMillis())),
                        Optional.of(millis(s, "longest_backoff", RouteRetry.NONE.mostMillis())),
                        Optional.of(
                                s.number("retry_budget", RouteRetry.NONE.budgetPercent(), 0, 100)));
        TimeoutsDraft timeouts =
                new TimeoutsDraft(
                        Optional.of(millis(s, "connect", 0)),
                        Optional.of(millis(s, "first_byte", 0)),
                        Optional.of(millis(s, "idle", 0)),
                        Optional.of(millis(s, "total", 0)));
        RoutePolicy policy = s.word("policy", RoutePolicy.PRIORITY);
        Stickiness sticky = s.word("sticky", Stickiness.NONE);
        List<String> regions = s.texts("regions");
        Unsupported unsupported = s.word("unsupported", Unsupported.REFUSE);
        long maxEjected = s.number("max_ejected", ModelRoute.USUAL_MAX_EJECTED, 0, 100);
        boolean enabled = s.flag("enabled", true);
        s.done();
        try {
            RouteDraft draft =
                    new RouteDraft(
                            Optional.empty(),
                            name,
                            policy,
                            targets,
                            regions,
                            sticky,
                            !fallback
                                    ? Optional.of(List.of())
                                    : fallbackOn.isEmpty()
                                            ? Optional.empty()
                                            : Optional.of(fallbackOn),
                            Optional.of(unsupported),
                            Optional.of(maxEjected),
                            Optional.of(retry),
                            Optional.of(timeouts),
                            enabled ? Lifecycle.ACTIVE : Lifecycle.SUSPENDED);
            draft.check();
            return draft;
        } catch (ControlFailure.Invalid e) {
            throw new ConfigurationException(
                    s.origin(), "the route '%s': %s".formatted(name, e.getMessage()));
        }
    }

    private static TargetDraft target(Section s) {
        RouteTarget.Role role = s.word("role", RouteTarget.Role.SERVE);
        Optional<Long> input = price(s, "input_price");
        Optional<Long> output = price(s, "output_price");
        if (input.isPresent() != output.isPresent()) {
            throw new ConfigurationException(
                    s.origin(), "a price has both 'input_price' and 'output_price'");
        }
        TargetDraft target =
                new TargetDraft(
                        s.required("provider"),
                        s.required("model"),
                        Optional.of(s.number("weight", 1, 0, RouteTarget.MOST_WEIGHT)),
                        Optional.of(s.number("priority", 0, 0, RouteTarget.MOST_PRIORITY)),
                        Optional.of(s.text("region", "")),
                        Optional.of(role),
                        Optional.of(s.number("percent", 0, 0, 100)),
                        input.map(it -> new PriceDraft(it, output.orElseThrow())));
        s.done();
        return target;
    }

    /// US dollars per million tokens, as the price lists of providers have it.
    private static Optional<Long> price(Section s, String key) {
        return s.text(key)
                .map(text -> {
                    try {
                        return new BigDecimal(text).multiply(MICROS).longValueExact();
                    } catch (ArithmeticException | NumberFormatException _) {
                        throw s.wrong(
                                key,
                                "'" + text + "'",
                                "US dollars per million tokens such as 0.15");
                    }
                });
    }

    private static long millis(Section s, String key, long otherwise) {
        return s.time(key, Duration.ofMillis(otherwise)).toMillis();
    }
}
