package dev.cardea.storage;

import dev.cardea.model.ModelRoute;
import dev.cardea.model.RouteRetry;
import dev.cardea.model.RouteTarget;
import dev.cardea.model.RouteTimeouts;
import tools.jackson.core.JsonGenerator;

/// Writes what is particular to a route; [RouteReader] is its other half.
final class RouteWriter {
    private RouteWriter() {}

    static void write(ModelRoute route, JsonGenerator json) {
        json.writeStringProperty("policy", route.policy().name());
        json.writeName("targets");
        json.writeStartArray();
        route.targets().forEach(target -> target(target, json));
        json.writeEndArray();
        EntityWriter.texts("regions", route.regions(), json);
        json.writeStringProperty("sticky", route.sticky().name());
        EntityWriter.texts(
                "fallbackOn", route.fallbackOn().stream().map(Enum::name).toList(), json);
        json.writeStringProperty("unsupported", route.unsupported().name());
        json.writeNumberProperty("maxEjectedPercent", route.maxEjectedPercent());
        RouteRetry retry = route.retry();
        json.writeNumberProperty("attempts", retry.attempts());
        json.writeNumberProperty("backoffMillis", retry.backoffMillis());
        json.writeNumberProperty("mostMillis", retry.mostMillis());
        json.writeNumberProperty("budgetPercent", retry.budgetPercent());
        RouteTimeouts timeouts = route.timeouts();
        json.writeNumberProperty("connectMillis", timeouts.connectMillis());
        json.writeNumberProperty("firstByteMillis", timeouts.firstByteMillis());
        json.writeNumberProperty("idleMillis", timeouts.idleMillis());
        json.writeNumberProperty("totalMillis", timeouts.totalMillis());
        json.writeStringProperty("state", route.state().name());
        EntityWriter.text("declaredAt", route.declaredAt(), json);
    }

    private static void target(RouteTarget target, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("provider", target.provider());
        json.writeStringProperty("model", target.model());
        json.writeNumberProperty("weight", target.weight());
        json.writeNumberProperty("priority", target.priority());
        json.writeStringProperty("region", target.region());
        json.writeStringProperty("role", target.role().name());
        json.writeNumberProperty("percent", target.percent());
        target.price()
                .ifPresent(price -> {
                    json.writeNumberProperty("inputPrice", price.input());
                    json.writeNumberProperty("outputPrice", price.output());
                });
        json.writeEndObject();
    }
}
