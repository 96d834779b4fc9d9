package dev.cardea.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Holds JSON against the keywords of JSON Schema that the document uses; any other is an error, so
/// that none goes unchecked.
record SchemaCheck(JsonNode document) {
    private static final Set<String> KNOWN =
            Set.of(
                    "$ref",
                    "type",
                    "format",
                    "enum",
                    "items",
                    "properties",
                    "required",
                    "additionalProperties",
                    "writeOnly");

    void check(JsonNode schema, JsonNode value, String at) {
        assertThat(KNOWN).containsAll(schema.propertyNames());
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asString().replace("#/components/schemas/", "");
            JsonNode target = document.path("components").path("schemas").path(name);
            assertThat(target.isMissingNode()).as(name).isFalse();
            check(target, value, at);
            return;
        }
        assertThat(schema.has("writeOnly")).as(at + " is only written").isFalse();
        switch (schema.path("type").asString()) {
            case "string" -> {
                assertThat(value.isString()).as(at + " is a text").isTrue();
                if (schema.has("enum")) {
                    assertThat(schema.path("enum")).as(at).contains(value);
                }
                if (schema.path("format").asString("").equals("date-time")) {
                    assertThat(Instant.parse(value.asString())).as(at).isNotNull();
                }
            }
            case "integer" -> assertThat(value.isIntegralNumber()).as(at + " is whole").isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(at + " is a boolean").isTrue();
            case "array" -> {
                assertThat(value.isArray()).as(at + " is a list").isTrue();
                for (int i = 0; i < value.size(); i++) {
                    check(schema.path("items"), value.get(i), at + "/" + i);
                }
            }
            case "object" -> object(schema, value, at);
            default -> throw new AssertionError(at + " has no type: " + schema);
        }
    }

    private void object(JsonNode schema, JsonNode value, String at) {
        assertThat(value.isObject()).as(at + " is an object").isTrue();
        schema.path("required")
                .forEach(name ->
                        assertThat(value.has(name.asString())).as(at + "/" + name).isTrue());
        JsonNode more = schema.path("additionalProperties");
        Set<String> known = new TreeSet<>(schema.path("properties").propertyNames());
        value.properties()
                .forEach(member -> {
                    if (known.contains(member.getKey())) {
                        check(
                                schema.path("properties").path(member.getKey()),
                                member.getValue(),
                                at + "/" + member.getKey());
                    } else {
                        assertThat(more.isObject()).as(at + "/" + member.getKey()).isTrue();
                        check(more, member.getValue(), at + "/" + member.getKey());
                    }
                });
    }
}
