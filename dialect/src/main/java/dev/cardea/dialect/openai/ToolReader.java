package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Tool;
import dev.cardea.dialect.hub.ToolChoice;
import dev.cardea.dialect.hub.TranslationFault;
import java.util.List;

/// Reads the tools of a Chat Completions request and the choice among them.
final class ToolReader {
    private ToolReader() {}

    static void tools(JsonIn in, ChatRequestBuilder to) {
        in.array();
        while (in.element()) {
            String type = "function";
            Raw whole = null;
            Tool tool = null;
            Raw cache = null;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "type" -> type = in.string();
                    case "function" -> tool = function(in);
                    case "cache_control" -> cache = in.raw();
                    default -> whole = in.raw();
                }
            }
            if (!type.equals("function")) {
                to.meaning("tools.type=" + type, whole == null ? Raw.EMPTY_OBJECT : whole);
            } else if (tool == null) {
                throw TranslationFault.malformed("'tools' has an entry without 'function'");
            } else {
                to.tools.add(
                        cache == null
                                ? tool
                                : new Tool(
                                        tool.name(),
                                        tool.description(),
                                        tool.schema(),
                                        tool.strict(),
                                        cache));
            }
        }
    }

    static void functions(JsonIn in, ChatRequestBuilder to) {
        in.array();
        while (in.element()) {
            to.tools.add(function(in));
        }
    }

    private static Tool function(JsonIn in) {
        String name = "";
        Raw description = null;
        Raw schema = null;
        Boolean strict = null;
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            switch (member) {
                case "name" -> name = in.string();
                case "description" -> description = in.text();
                case "parameters" -> schema = in.raw();
                case "strict" -> strict = in.bool();
                default -> in.skip();
            }
        }
        if (name.isEmpty()) {
            throw TranslationFault.malformed("'tools' has a function without a name");
        }
        return new Tool(name, description, schema, strict, null);
    }

    static void choice(JsonIn in, ChatRequestBuilder to, String member) {
        if (in.isText()) {
            String word = in.string();
            to.toolChoice =
                    switch (word) {
                        case "auto" -> ToolChoice.AUTO;
                        case "none" -> ToolChoice.NONE;
                        case "required" -> ToolChoice.ANY;
                        default -> throw in.expected("'auto', 'none', 'required' or a function");
                    };
            return;
        }
        String type = "function";
        String function = "";
        Raw other = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "type" -> type = in.string();
                case "name" -> function = in.string();
                case "function" -> {
                    in.object();
                    for (String f = in.member(); f != null; f = in.member()) {
                        if (f.equals("name")) {
                            function = in.string();
                        } else {
                            in.skip();
                        }
                    }
                }
                default -> other = in.raw();
            }
        }
        if (type.equals("function") && !function.isEmpty()) {
            to.toolChoice = new ToolChoice.Named(List.of(function));
        } else {
            to.meaning(member + ".type=" + type, other == null ? Raw.EMPTY_OBJECT : other);
        }
    }
}
