package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.Arguments;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Tool;
import org.jspecify.annotations.Nullable;

/// Custom tools, which take a bare text: elsewhere they are functions of one string, `input`.
final class TextTools {
    private static final Raw SCHEMA =
            Raw.json(
                    "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\","
                            + "\"description\":\"The whole input, as plain text\"}},"
                            + "\"required\":[\"input\"],\"additionalProperties\":false}");

    private TextTools() {}

    /// @param syntax and the grammar that the input has to follow, when the client gives one
    static Tool tool(
            String name,
            @Nullable Raw description,
            @Nullable Raw syntax,
            @Nullable Raw definition) {
        if (definition == null) {
            return new Tool(name, description, SCHEMA, null, null);
        }
        JsonOut told = new JsonOut(definition.length() + 128).openText();
        if (description != null) {
            told.inner(description).inner("\n\n");
        }
        told.inner("The input follows this ");
        if (syntax != null) {
            told.inner(syntax).inner(" ");
        }
        told.inner("grammar:\n").inner(definition);
        return new Tool(name, told.closeText().toRaw(), SCHEMA, null, null);
    }

    /// The function's arguments for an input.
    static Raw argument(Raw input) {
        return new JsonOut(input.length() + 16).object().field("input", input).end().toRaw();
    }

    /// The input in the function's arguments; all of them when the model didn't keep to the schema.
    static Raw input(Raw arguments) {
        Raw object = Arguments.object(arguments);
        try (JsonIn in = new JsonIn(object)) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (name.equals("input") && in.isText()) {
                    return in.raw();
                }
                in.skip();
            }
        }
        return new JsonOut(object.length() + 16).quoted(object).toRaw();
    }
}
