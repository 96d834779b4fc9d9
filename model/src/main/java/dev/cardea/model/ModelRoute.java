package dev.cardea.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A model name that callers ask for, and where such calls go: an alias with one target, a virtual
/// model with several.
///
/// @param organization the tenant whose callers see it; empty for all
/// @param name what callers ask for; unique among the installation's, and within each tenant, whose
///     own come first
/// @param regions patterns of the regions that calls may go to, the preferred ones first; empty: any
/// @param fallbackOn trouble that sends a call on to the next target; each once, in the order of
///     [ErrorClass]
/// @param unsupported what becomes of fields that a target can't express
/// @param maxEjectedPercent of the targets that are passed over at most because they fail
/// @param state a name that is deleted can be given again
/// @param declaredAt file and line when configuration declares it: then the admin API can't change it
@Copied
public record ModelRoute(
        RouteId id,
        Optional<OrganizationId> organization,
        String name,
        RoutePolicy policy,
        List<RouteTarget> targets,
        List<String> regions,
        Stickiness sticky,
        List<ErrorClass> fallbackOn,
        Unsupported unsupported,
        int maxEjectedPercent,
        RouteRetry retry,
        RouteTimeouts timeouts,
        Lifecycle state,
        Optional<String> declaredAt,
        long revision)
        implements Entity {
    public static final int MOST_TARGETS = 64;
    public static final int MOST_REGIONS = 64;
    public static final int USUAL_MAX_EJECTED = 50;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}");

    public ModelRoute {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "a route's name is 1 to 128 letters, digits and . _ : / @ + -");
        }
        if (targets.isEmpty() || targets.size() > MOST_TARGETS) {
            throw new IllegalArgumentException(
                    "a route has 1 to %d targets, found %d"
                            .formatted(MOST_TARGETS, targets.size()));
        }
        if (targets.stream().noneMatch(target -> target.role() == RouteTarget.Role.SERVE)) {
            throw new IllegalArgumentException("one target of a route at least serves, found none");
        }
        if (regions.size() > MOST_REGIONS) {
            throw new IllegalArgumentException(
                    "a route has at most %d regions, found %d"
                            .formatted(MOST_REGIONS, regions.size()));
        }
        if (maxEjectedPercent < 0 || maxEjectedPercent > 100) {
            throw new IllegalArgumentException(
                    "maxEjectedPercent must be 0 to 100, found " + maxEjectedPercent);
        }
        targets = List.copyOf(targets);
        regions = List.copyOf(regions);
        fallbackOn = fallbackOn.stream().distinct().sorted().toList();
    }

    /// One that refuses what its targets can't express.
    public ModelRoute(
            RouteId id,
            Optional<OrganizationId> organization,
            String name,
            RoutePolicy policy,
            List<RouteTarget> targets,
            List<String> regions,
            Stickiness sticky,
            List<ErrorClass> fallbackOn,
            int maxEjectedPercent,
            RouteRetry retry,
            RouteTimeouts timeouts,
            Lifecycle state,
            Optional<String> declaredAt,
            long revision) {
        this(
                id,
                organization,
                name,
                policy,
                targets,
                regions,
                sticky,
                fallbackOn,
                Unsupported.REFUSE,
                maxEjectedPercent,
                retry,
                timeouts,
                state,
                declaredAt,
                revision);
    }

    /// The same with what becomes of fields that a target can't express.
    public ModelRoute with(Unsupported unsupported) {
        return ModelRouteBuilder.builder(this).unsupported(unsupported).build();
    }

    /// Whether a route may be called so.
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /// Whether calls may go to a region.
    public boolean allowsRegion(String region) {
        return regions.isEmpty()
                || regions.stream().anyMatch(pattern -> Wildcard.matches(pattern, region));
    }

    /// How many of the route's regions are preferred to this one.
    public int regionRank(String region) {
        for (int i = 0; i < regions.size(); i++) {
            if (Wildcard.matches(regions.get(i), region)) {
                return i;
            }
        }
        return 0;
    }

    @Override
    public ModelRoute withRevision(long revision) {
        return ModelRouteBuilder.builder(this).revision(revision).build();
    }

    /// The same route in another state.
    public ModelRoute in(Lifecycle state) {
        return ModelRouteBuilder.builder(this).state(state).build();
    }

    /// Switched off, and no longer what configuration declares.
    public ModelRoute released() {
        return ModelRouteBuilder.builder(this)
                .state(Lifecycle.SUSPENDED)
                .declaredAt(Optional.empty())
                .build();
    }
}
