package dev.cardea.dialect.hub;

import tools.jackson.core.JacksonException;

/// A tool call's arguments, which some dialects write as an object and others as a string that holds
/// one.
public final class Arguments {
    private Arguments() {}

    /// The object that a string holds. Models write broken JSON at times and clients send it back, so
    /// what isn't an object is wrapped as `{"INVALID_JSON": "…"}`, as Anthropic advises.
    public static Raw object(Raw argument) {
        if (argument.isObject()) {
            return argument;
        }
        if (!argument.isText()) {
            return wrapped(argument);
        }
        byte[] content = argument.content();
        int from = 0;
        int to = content.length;
        while (from < to && content[from] <= ' ' && content[from] >= 0) {
            from++;
        }
        while (to > from && content[to - 1] <= ' ' && content[to - 1] >= 0) {
            to--;
        }
        if (from == to) {
            return Raw.EMPTY_OBJECT;
        }
        return content[from] == '{' && isJson(content, from, to - from)
                ? new Raw(content, from, to)
                : wrapped(argument);
    }

    private static Raw wrapped(Raw argument) {
        JsonOut out = new JsonOut(argument.length() + 24).object().name("INVALID_JSON");
        if (argument.isText()) {
            out.value(argument);
        } else {
            out.quoted(argument);
        }
        return out.end().toRaw();
    }

    /// Whether these bytes are one JSON value.
    public static boolean isJson(byte[] bytes, int offset, int length) {
        try (JsonIn in = new JsonIn(bytes, offset, length)) {
            in.skip();
            in.finish();
            return true;
        } catch (JacksonException | TranslationFault _) {
            return false;
        }
    }
}
