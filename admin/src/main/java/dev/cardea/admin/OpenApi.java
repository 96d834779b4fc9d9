package dev.cardea.admin;

import dev.cardea.admin.json.Json;
import dev.cardea.admin.json.SchemaWriter;
import dev.cardea.admin.json.Shape;
import dev.cardea.admin.json.Shapes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the OpenAPI 3.1 document of the operations.
final class OpenApi {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");

    private OpenApi() {}

    static ObjectNode document(List<Operation> operations) {
        ObjectNode document = Json.object().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Cardea admin API")
                .put("version", "v1")
                .put(
                        "description",
                        "Members are in snake case. Lists have a cursor. What is changed is named by If-Match; every error is a problem (RFC 9457) with a code, a fix and a request id.");
        ObjectNode paths = Json.object();
        ObjectNode schemas = Json.object();
        SchemaWriter writer = new SchemaWriter(schemas);
        for (Operation operation : operations) {
            ObjectNode path =
                    paths.has(operation.path())
                            ? (ObjectNode) paths.get(operation.path())
                            : paths.putObject(operation.path());
            path.set(operation.method().toLowerCase(Locale.ROOT), operation(operation, writer));
        }
        ObjectNode problem = writer.reference(Problem.class);
        document.set("paths", paths);
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas);
        components
                .putObject("responses")
                .putObject("Problem")
                .put("description", "What went wrong, and what to do")
                .putObject("content")
                .putObject("application/problem+json")
                .set("schema", problem);
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("bearer").put("type", "http").put("scheme", "bearer");
        schemes.putObject("header")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "x-api-key");
        ArrayNode security = document.putArray("security");
        security.addObject().putArray("bearer");
        security.addObject().putArray("header");
        return document;
    }

    private static ObjectNode operation(Operation operation, SchemaWriter writer) {
        ObjectNode node =
                Json.object()
                        .put("operationId", operation.id())
                        .put("summary", operation.summary());
        node.putArray("tags").add(operation.tag());
        if (operation.access() == Access.ANYONE) {
            node.putArray("security");
        }
        ArrayNode parameters = node.putArray("parameters");
        VARIABLE.matcher(operation.path())
                .results()
                .map(MatchResult::group)
                .forEach(name ->
                        parameter(
                                parameters,
                                "path",
                                name.substring(1, name.length() - 1),
                                true,
                                "which one"));
        operation
                .query()
                .forEach(it -> parameter(parameters, "query", it.name(), false, it.says()));
        if (operation.traits().contains(Operation.Trait.IF_MATCH)) {
            parameter(
                    parameters,
                    "header",
                    "If-Match",
                    true,
                    "the ETag that the change was made from; * for whatever is there");
        }
        if (operation.traits().contains(Operation.Trait.REPEATABLE)) {
            parameter(
                    parameters,
                    "header",
                    "Idempotency-Key",
                    false,
                    "a repetition with the same key changes nothing and is answered without secrets");
        }
        if (operation.access() == Access.WRITE) {
            parameter(parameters, "header", "X-Change-Reason", false, "why, for the audit trail");
        }
        operation
                .body()
                .ifPresent(body -> {
                    boolean patch = operation.method().equals("PATCH");
                    ObjectNode request = node.putObject("requestBody").put("required", true);
                    request.putObject("content")
                            .putObject("application/json")
                            .set(
                                    "schema",
                                    writer.partial(
                                            body.type(),
                                            body.name(),
                                            patch ? names(body) : body.optional()));
                });
        ObjectNode responses = node.putObject("responses");
        responses
                .putObject(Integer.toString(operation.status()))
                .put("description", "Done")
                .putObject("content")
                .putObject("application/json")
                .set("schema", writer.reference(operation.answer()));
        responses.putObject("default").put("$ref", "#/components/responses/Problem");
        return node;
    }

    /// A merge patch needs no member.
    private static Set<String> names(Operation.Body body) {
        return Shapes.of(body.type()).members().stream()
                .map(Shape.Member::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void parameter(
            ArrayNode parameters, String in, String name, boolean required, String says) {
        parameters
                .addObject()
                .put("name", name)
                .put("in", in)
                .put("required", required)
                .put("description", says)
                .putObject("schema")
                .put("type", "string");
    }
}
