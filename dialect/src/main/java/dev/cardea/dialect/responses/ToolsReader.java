package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Tool;
import dev.cardea.dialect.hub.ToolChoice;
import dev.cardea.dialect.hub.TranslationFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the tools of a Responses request and the choice among them. Tools that OpenAI runs mean
/// nothing elsewhere, with one exception: a search that stays away from the web
/// (`external_web_access: false`) is a hint.
final class ToolsReader {
    private final ChatRequestBuilder to;
    private final Set<String> textTools = new HashSet<>();
    private @Nullable List<String> allowed;

    ToolsReader(ChatRequestBuilder to) {
        this.to = to;
    }

    Set<String> textTools() {
        return textTools;
    }

    void tools(JsonIn in) {
        in.array();
        while (in.element()) {
            new Entry().read(in);
        }
    }

    /// Leaves out the tools that the choice doesn't allow.
    void finish() {
        List<String> names = allowed;
        if (names != null) {
            to.tools.removeIf(tool -> !names.contains(tool.name()));
        }
    }

    /// One tool; its members come in any order.
    private final class Entry {
        private String type = "";
        private String function = "";
        private @Nullable Raw description;
        private @Nullable Raw schema;
        private @Nullable Boolean strict;
        private @Nullable Raw syntax;
        private @Nullable Raw definition;
        private boolean web = true;

        void read(JsonIn in) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "type" -> type = in.string();
                    case "name" -> function = in.string();
                    case "description" -> description = in.text();
                    case "parameters" -> schema = in.raw();
                    case "strict" -> strict = in.bool();
                    case "format" -> format(in);
                    case "external_web_access" -> web = in.bool();
                    default -> in.skip();
                }
            }
            switch (type) {
                case "function" ->
                        to.tools.add(new Tool(named(), description, schema, strict, null));
                case "custom" -> {
                    textTools.add(named());
                    to.tools.add(TextTools.tool(function, description, syntax, definition));
                }
                case "web_search" -> {
                    if (web) {
                        to.meaning("tools.type=" + type, Raw.EMPTY_OBJECT);
                    } else {
                        to.hint("tools.type=" + type, Raw.EMPTY_OBJECT);
                    }
                }
                default -> to.meaning("tools.type=" + type, Raw.EMPTY_OBJECT);
            }
        }

        private void format(JsonIn in) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "syntax" -> syntax = in.text();
                    case "definition" -> {
                        definition = in.text();
                        to.hint("tools.format", definition);
                    }
                    default -> in.skip();
                }
            }
        }

        private String named() {
            if (function.isEmpty()) {
                throw TranslationFault.malformed("'tools' has a " + type + " without a name");
            }
            return function;
        }
    }

    void choice(Raw choice) {
        try (JsonIn in = new JsonIn(choice)) {
            if (in.isText()) {
                to.toolChoice = word(in.string());
            } else {
                object(in);
            }
        }
    }

    private static ToolChoice word(String word) {
        return switch (word) {
            case "auto" -> ToolChoice.AUTO;
            case "none" -> ToolChoice.NONE;
            case "required" -> ToolChoice.ANY;
            default ->
                    throw TranslationFault.malformed(
                            "'tool_choice' must be 'auto', 'none', 'required' or an object");
        };
    }

    private void object(JsonIn in) {
        String type = "";
        String mode = "auto";
        String function = "";
        List<String> names = List.of();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "type" -> type = in.string();
                case "mode" -> mode = in.string();
                case "name" -> function = in.string();
                case "tools" -> names = names(in);
                default -> in.skip();
            }
        }
        switch (type) {
            case "function", "custom" -> to.toolChoice = new ToolChoice.Named(List.of(function));
            case "allowed_tools" -> {
                allowed = names;
                to.toolChoice = mode.equals("required") ? ToolChoice.ANY : ToolChoice.AUTO;
            }
            default -> to.meaning("tool_choice.type=" + type, Raw.EMPTY_OBJECT);
        }
    }

    private static List<String> names(JsonIn in) {
        List<String> names = new ArrayList<>();
        in.array();
        while (in.element()) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (name.equals("name")) {
                    names.add(in.string());
                } else {
                    in.skip();
                }
            }
        }
        return names;
    }
}
