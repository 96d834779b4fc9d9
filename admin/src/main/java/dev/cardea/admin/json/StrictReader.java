package dev.cardea.admin.json;

import dev.cardea.admin.json.ShapeFault.Kind;
import dev.cardea.model.Nearest;
import dev.cardea.model.SecretText;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads records from JSON trees. Unknown members are refused with the nearest name; a value of the
/// wrong type is refused naming what was found and expected; both with the place.
public final class StrictReader {
    private StrictReader() {}

    /// The record that a tree describes.
    ///
    /// @throws ShapeFault when it doesn't
    public static <R extends Record> R read(Class<R> type, JsonNode tree) {
        return type.cast(members(Shapes.of(type), tree, ""));
    }

    private static Object value(Shape shape, JsonNode node, String at) {
        return switch (shape) {
            case Shape.Text text -> text(text, node, at);
            case Shape.Secret secret -> {
                expect(node.isString(), secret, node, at);
                yield new SecretText(node.stringValue());
            }
            case Shape.Word word -> {
                expect(node.isString(), word, node, at);
                int index = word.names().indexOf(node.stringValue());
                if (index < 0) {
                    throw unknown(
                            Kind.WRONG_VALUE, "this word", node.stringValue(), word.names(), at);
                }
                yield word.values().get(index);
            }
            case Shape.Whole whole -> {
                expect(
                        node.isIntegralNumber()
                                && (whole.bits() == 32
                                        ? node.canConvertToInt()
                                        : node.canConvertToLong()),
                        whole,
                        node,
                        at);
                yield whole.bits() == 32 ? (Object) node.intValue() : (Object) node.longValue();
            }
            case Shape.Truth truth -> {
                expect(node.isBoolean(), truth, node, at);
                yield node.booleanValue();
            }
            case Shape.ListOf(var item) -> {
                expect(node.isArray(), shape, node, at);
                List<Object> items = new ArrayList<>(node.size());
                for (int i = 0; i < node.size(); i++) {
                    items.add(value(item, node.get(i), at + "/" + i));
                }
                yield items;
            }
            case Shape.MapOf(var inner) -> {
                expect(node.isObject(), shape, node, at);
                Map<String, Object> values = new LinkedHashMap<>();
                node.properties()
                        .forEach(member ->
                                values.put(
                                        member.getKey(),
                                        value(
                                                inner,
                                                member.getValue(),
                                                at + "/" + escaped(member.getKey()))));
                yield values;
            }
            case Shape.Maybe(var inner) ->
                    node.isNull() ? Optional.empty() : Optional.of(value(inner, node, at));
            case Shape.Members members -> members(members, node, at);
        };
    }

    private static Object text(Shape.Text text, JsonNode node, String at) {
        expect(node.isString(), text, node, at);
        try {
            return text.read().apply(node.stringValue());
        } catch (IllegalArgumentException e) {
            // The message may repeat the value, which may be a secret in the wrong place.
            throw new ShapeFault(Kind.WRONG_VALUE, at, "expected " + text.words());
        }
    }

    private static Object members(Shape.Members shape, JsonNode node, String at) {
        expect(node.isObject(), shape, node, at);
        List<String> names = shape.members().stream().map(Shape.Member::name).toList();
        for (String name : node.propertyNames()) {
            if (!names.contains(name)) {
                throw unknown(
                        Kind.UNKNOWN_MEMBER, "this member", name, names, at + "/" + escaped(name));
            }
        }
        Object[] values = new Object[names.size()];
        for (int i = 0; i < values.length; i++) {
            Shape.Member member = shape.members().get(i);
            JsonNode value = node.get(member.name());
            if (value != null) {
                values[i] = value(member.shape(), value, at + "/" + member.name());
            } else if (member.required()) {
                throw new ShapeFault(
                        Kind.MISSING_MEMBER,
                        at + "/" + member.name(),
                        "the member %s is missing".formatted(member.name()));
            } else {
                values[i] =
                        switch (member.shape()) {
                            case Shape.ListOf _ -> List.of();
                            case Shape.MapOf _ -> Map.of();
                            default -> Optional.empty();
                        };
            }
        }
        return record(shape, values);
    }

    private static Object record(Shape.Members shape, Object[] values) {
        try {
            Constructor<?> constructor = shape.type().getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(shape.type() + " can't be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(shape.type() + " can't be made", e);
        }
    }

    private static void expect(boolean fits, Shape shape, JsonNode node, String at) {
        if (!fits) {
            throw new ShapeFault(
                    Kind.WRONG_TYPE,
                    at,
                    "expected %s, found %s".formatted(shape.words(), found(node)));
        }
    }

    private static String found(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case BOOLEAN -> "true or false";
            case NUMBER -> "a number";
            case STRING, BINARY -> "a text";
            case NULL -> "null";
            case MISSING -> "nothing";
        };
    }

    private static ShapeFault unknown(
            Kind kind, String what, String found, List<String> known, String at) {
        return new ShapeFault(
                kind,
                at,
                Nearest.of(found, known)
                        .map(near -> "%s isn't known; did you mean %s?".formatted(what, near))
                        .orElse(
                                "%s isn't known; known are %s"
                                        .formatted(what, String.join(", ", known))));
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
