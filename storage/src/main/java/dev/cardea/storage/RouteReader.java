package dev.cardea.storage;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads what [RouteWriter] wrote, member by member, and makes the route of it. Made for one route.
final class RouteReader {
    private static final Set<String> TEXTS =
            Set.of("organization", "policy", "sticky", "unsupported", "state", "declaredAt");
    private static final Set<String> NUMBERS =
            Set.of(
                    "maxEjectedPercent",
                    "attempts",
                    "backoffMillis",
                    "mostMillis",
                    "budgetPercent",
                    "connectMillis",
                    "firstByteMillis",
                    "idleMillis",
                    "totalMillis");
    private static final Set<String> TARGET_TEXTS = Set.of("provider", "model", "region", "role");
    private static final Set<String> TARGET_NUMBERS =
            Set.of("weight", "priority", "percent", "inputPrice", "outputPrice");

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private List<RouteTarget> targets = List.of();
    private List<String> regions = List.of();
    private List<ErrorClass> fallbackOn = List.of();

    /// Reads one member; false when a route has none of this name.
    boolean read(String member, JsonParser json) {
        if (TEXTS.contains(member)) {
            texts.put(member, Members.text(json, member));
            return true;
        }
        if (NUMBERS.contains(member)) {
            numbers.put(member, Members.number(json, member));
            return true;
        }
        switch (member) {
            case "targets" -> targets = targets(json);
            case "regions" -> regions = Members.texts(json, member);
            case "fallbackOn" ->
                    fallbackOn =
                            Members.texts(json, member).stream().map(ErrorClass::valueOf).toList();
            default -> {
                return false;
            }
        }
        return true;
    }

    /// @throws IllegalArgumentException when a member is missing or doesn't fit
    ModelRoute made(String id, String name, long revision) {
        return new ModelRoute(
                new RouteId(id),
                Optional.ofNullable(texts.get("organization")).map(OrganizationId::new),
                name,
                RoutePolicy.valueOf(text(texts, "policy")),
                targets,
                regions,
                Stickiness.valueOf(text(texts, "sticky")),
                fallbackOn,
                Unsupported.valueOf(texts.getOrDefault("unsupported", Unsupported.REFUSE.name())),
                whole(numbers, "maxEjectedPercent"),
                new RouteRetry(
                        whole(numbers, "attempts"),
                        number(numbers, "backoffMillis"),
                        number(numbers, "mostMillis"),
                        whole(numbers, "budgetPercent")),
                new RouteTimeouts(
                        numbers.getOrDefault("connectMillis", 0L),
                        number(numbers, "firstByteMillis"),
                        number(numbers, "idleMillis"),
                        number(numbers, "totalMillis")),
                Lifecycle.valueOf(text(texts, "state")),
                Optional.ofNullable(texts.get("declaredAt")),
                revision);
    }

    private static List<RouteTarget> targets(JsonParser json) {
        List<RouteTarget> targets = new ArrayList<>();
        Members.expect(json.nextToken(), JsonToken.START_ARRAY, "targets");
        while (json.nextToken() == JsonToken.START_OBJECT) {
            targets.add(target(json));
        }
        Members.expect(json.currentToken(), JsonToken.END_ARRAY, "targets");
        return targets;
    }

    private static RouteTarget target(JsonParser json) {
        Map<String, String> texts = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        for (String member = json.nextName(); member != null; member = json.nextName()) {
            if (TARGET_TEXTS.contains(member)) {
                texts.put(member, Members.text(json, member));
            } else if (TARGET_NUMBERS.contains(member)) {
                numbers.put(member, Members.number(json, member));
            } else {
                throw new StoreException.Corrupt(
                        "a stored target has a member that this version doesn't know");
            }
        }
        return new RouteTarget(
                text(texts, "provider"),
                text(texts, "model"),
                whole(numbers, "weight"),
                whole(numbers, "priority"),
                text(texts, "region"),
                RouteTarget.Role.valueOf(text(texts, "role")),
                whole(numbers, "percent"),
                numbers.containsKey("inputPrice")
                        ? Optional.of(
                                new TargetPrice(
                                        number(numbers, "inputPrice"),
                                        number(numbers, "outputPrice")))
                        : Optional.empty());
    }

    private static String text(Map<String, String> texts, String member) {
        String text = texts.get(member);
        if (text == null) {
            throw Members.misfit(member);
        }
        return text;
    }

    private static long number(Map<String, Long> numbers, String member) {
        Long number = numbers.get(member);
        if (number == null) {
            throw Members.misfit(member);
        }
        return number;
    }

    private static int whole(Map<String, Long> numbers, String member) {
        long number = number(numbers, member);
        if (number != (int) number) {
            throw Members.misfit(member);
        }
        return (int) number;
    }
}
