package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Makes a JSON schema of Gemini's own `Schema`, which writes types in upper case and absence as
/// `nullable`. Only the values of `type` are replaced; all else keeps its bytes.
final class SchemaTypes {
    private record Edit(int from, int to, String text) {}

    private final List<Edit> edits = new ArrayList<>();

    private SchemaTypes() {}

    static Raw toJsonSchema(Raw schema) {
        SchemaTypes types = new SchemaTypes();
        try (JsonIn in = new JsonIn(schema)) {
            types.schema(in);
        }
        if (types.edits.isEmpty()) {
            return schema;
        }
        types.edits.sort(Comparator.comparingInt(Edit::from));
        JsonOut out = new JsonOut(schema.length() + 32 * types.edits.size());
        int from = schema.from();
        for (Edit edit : types.edits) {
            byte[] text = edit.text().getBytes(StandardCharsets.UTF_8);
            out.bytes(schema.bytes(), from, edit.from()).bytes(text, 0, text.length);
            from = edit.to();
        }
        return out.bytes(schema.bytes(), from, schema.to()).toRaw();
    }

    private void schema(JsonIn in) {
        if (!in.isObject()) {
            in.skip();
            return;
        }
        Raw type = null;
        boolean nullable = false;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "type" -> type = in.raw();
                case "nullable" -> nullable = in.raw().isTrue();
                case "properties", "$defs", "defs" -> schemas(in);
                case "items", "additionalProperties", "additional_properties", "not" -> schema(in);
                case "anyOf", "any_of", "oneOf", "allOf", "prefixItems", "prefix_items" -> list(in);
                default -> in.skip();
            }
        }
        if (type != null && type.isText()) {
            edit(type, nullable);
        }
    }

    private void edit(Raw type, boolean nullable) {
        String lower = type.json().toLowerCase(Locale.ROOT);
        String text = nullable ? "[" + lower + ",\"null\"]" : lower;
        if (!text.equals(type.json())) {
            edits.add(new Edit(type.from(), type.to(), text));
        }
    }

    private void schemas(JsonIn in) {
        if (!in.isObject()) {
            in.skip();
            return;
        }
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            schema(in);
        }
    }

    private void list(JsonIn in) {
        if (!in.isArray()) {
            in.skip();
            return;
        }
        in.array();
        while (in.element()) {
            schema(in);
        }
    }
}
