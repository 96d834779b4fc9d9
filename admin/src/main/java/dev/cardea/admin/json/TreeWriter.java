package dev.cardea.admin.json;

import dev.cardea.model.Id;
import dev.cardea.model.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes records as JSON trees.
public final class TreeWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TreeWriter() {}

    /// The tree of a record; what is absent is left out.
    public static ObjectNode write(Record value) {
        return members(Shapes.of(value.getClass()), value);
    }

    private static ObjectNode members(Shape.Members shape, Record record) {
        ObjectNode node = NODES.objectNode();
        for (Shape.Member member : shape.members()) {
            Object value = component(member, record);
            if (!(value instanceof Optional<?> maybe) || maybe.isPresent()) {
                node.set(member.name(), value(member.shape(), value));
            }
        }
        return node;
    }

    private static JsonNode value(Shape shape, Object value) {
        return switch (shape) {
            case Shape.Text _ -> NODES.stringNode(text(value));
            case Shape.Secret _ ->
                    throw new IllegalStateException("a secret goes in and never comes out");
            case Shape.Word _ -> NODES.stringNode(Shapes.word((Enum<?>) value));
            case Shape.Whole _ -> NODES.numberNode(((Number) value).longValue());
            case Shape.Truth _ -> NODES.booleanNode((Boolean) value);
            case Shape.ListOf(var item) -> {
                ArrayNode items = NODES.arrayNode();
                ((List<?>) value).forEach(it -> items.add(value(item, it)));
                yield items;
            }
            case Shape.MapOf(var inner) -> {
                ObjectNode entries = NODES.objectNode();
                ((Map<?, ?>) value)
                        .forEach((key, it) -> entries.set((String) key, value(inner, it)));
                yield entries;
            }
            case Shape.Maybe(var inner) -> value(inner, ((Optional<?>) value).orElseThrow());
            case Shape.Members members -> members(members, (Record) value);
        };
    }

    private static String text(Object value) {
        return switch (value) {
            case Id id -> id.value();
            case Reason reason -> reason.code();
            default -> value.toString();
        };
    }

    private static Object component(Shape.Member member, Record record) {
        try {
            return member.accessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("can't read " + member.name(), e);
        }
    }
}
