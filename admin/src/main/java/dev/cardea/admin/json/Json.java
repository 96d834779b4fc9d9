package dev.cardea.admin.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON texts as trees and back. A member that is there twice is an error, as is anything after the
/// end.
public final class Json {
    private static final int DEEPEST = 32;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .build();

    private Json() {}

    /// The tree of a text.
    ///
    /// @throws ShapeFault saying where it stops being JSON, or goes too deep
    public static JsonNode parse(byte[] text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree == null || tree.isMissingNode()) {
                throw new ShapeFault(ShapeFault.Kind.NOT_JSON, "", "expected JSON, found nothing");
            }
            return tree;
        } catch (StreamConstraintsException e) {
            boolean deep = e.getOriginalMessage().contains("nesting depth");
            throw new ShapeFault(
                    deep ? ShapeFault.Kind.NESTED_TOO_DEEP : ShapeFault.Kind.NOT_JSON,
                    "",
                    (deep
                                    ? "objects and lists may be %d deep within each other, and go deeper"
                                            .formatted(DEEPEST)
                                    : "a name or a number is too long")
                            + where(stop(text)));
        } catch (JacksonException e) {
            String twice =
                    e.getOriginalMessage().startsWith("Duplicate")
                            ? "a member is there twice"
                            : "this isn't JSON";
            throw new ShapeFault(ShapeFault.Kind.NOT_JSON, "", twice + where(e.getLocation()));
        }
    }

    /// Where a text goes beyond what is read; the exception about it doesn't tell.
    private static @Nullable TokenStreamLocation stop(byte[] text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            try {
                while (parser.nextToken() != null) {
                    parser.getString();
                }
                return null;
            } catch (StreamConstraintsException _) {
                return parser.currentLocation();
            }
        }
    }

    private static String where(@Nullable TokenStreamLocation at) {
        return at == null
                ? ""
                : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    public static byte[] bytes(JsonNode tree) {
        return MAPPER.writeValueAsBytes(tree);
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// `patch` applied to `target` as RFC 7396 has it; neither is changed.
    public static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode result = target.isObject() ? ((ObjectNode) target).deepCopy() : object();
        patch.properties()
                .forEach(member -> {
                    if (member.getValue().isNull()) {
                        result.remove(member.getKey());
                    } else {
                        JsonNode before = result.get(member.getKey());
                        result.set(
                                member.getKey(),
                                merged(before == null ? object() : before, member.getValue()));
                    }
                });
        return result;
    }
}
