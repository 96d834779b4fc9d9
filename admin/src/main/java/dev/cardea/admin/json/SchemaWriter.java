package dev.cardea.admin.json;

import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes shapes as JSON Schema (2020-12), records as named components of an OpenAPI document.
public final class SchemaWriter {
    private final ObjectNode components;

    /// @param components where schemas of records are put under their names
    public SchemaWriter(ObjectNode components) {
        this.components = components;
    }

    /// A reference to the schema of a record.
    public ObjectNode reference(Class<? extends Record> type) {
        return schema(Shapes.of(type));
    }

    /// The schema of a record in which some members may be left out.
    public ObjectNode partial(Class<? extends Record> type, String name, Set<String> optional) {
        if (!components.has(name)) {
            components.set(name, object(Shapes.of(type), optional));
        }
        return ref(name);
    }

    private ObjectNode schema(Shape shape) {
        ObjectNode schema = Json.object();
        switch (shape) {
            case Shape.Text text -> {
                schema.put("type", "string");
                if (!text.format().isEmpty()) {
                    schema.put("format", text.format());
                }
            }
            case Shape.Secret _ -> schema.put("type", "string").put("writeOnly", true);
            case Shape.Word word -> {
                ArrayNode names = schema.put("type", "string").putArray("enum");
                word.names().forEach(names::add);
            }
            case Shape.Whole whole ->
                    schema.put("type", "integer").put("format", "int" + whole.bits());
            case Shape.Truth _ -> schema.put("type", "boolean");
            case Shape.ListOf(var item) -> schema.put("type", "array").set("items", schema(item));
            case Shape.MapOf(var value) ->
                    schema.put("type", "object").set("additionalProperties", schema(value));
            case Shape.Maybe(var inner) -> {
                return schema(inner);
            }
            case Shape.Members members -> {
                if (!components.has(members.name())) {
                    // Put first, so that a record that holds itself ends.
                    components.set(members.name(), Json.object());
                    components.set(members.name(), object(members, Set.of()));
                }
                return ref(members.name());
            }
        }
        return schema;
    }

    private ObjectNode object(Shape.Members shape, Set<String> optional) {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (Shape.Member member : shape.members()) {
            properties.set(member.name(), schema(member.shape()));
            if (member.required() && !optional.contains(member.name())) {
                required.add(member.name());
            }
        }
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode ref(String name) {
        return Json.object().put("$ref", "#/components/schemas/" + name);
    }
}
