package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.GivenTool;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Tool;
import dev.cardea.dialect.hub.ToolChoice;
import dev.cardea.dialect.hub.TranslationFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the tools of a Responses request and the choice among them. Tools that OpenAI runs mean
/// nothing elsewhere, with one exception: a search that stays away from the web
/// (`external_web_access: false`) is a hint.
final class ToolsReader {
    private final ChatRequestBuilder to;
    private final Map<String, GivenTool> given = new HashMap<>();
    private @Nullable List<String> allowed;
    private final Set<String> allowedGroups = new HashSet<>();

    ToolsReader(ChatRequestBuilder to) {
        this.to = to;
    }

    /// The tools that became functions otherwise than as they are.
    Map<String, GivenTool> given() {
        return given;
    }

    void tools(JsonIn in) {
        in.array();
        while (in.element()) {
            new Entry().read(in).give("", null);
        }
    }

    /// Leaves out the tools that the choice doesn't allow.
    void finish() {
        List<String> names = allowed;
        if (names != null) {
            to.tools.removeIf(tool -> !names.contains(tool.name()) && !isOfAllowedGroup(tool));
        }
    }

    private boolean isOfAllowedGroup(Tool tool) {
        GivenTool known = given.get(tool.name());
        return known != null && allowedGroups.contains(known.namespace());
    }

    /// One tool, or a group of tools; its members come in any order.
    private final class Entry {
        private String type = "";
        private String function = "";
        private @Nullable Raw description;
        private @Nullable Raw schema;
        private @Nullable Boolean strict;
        private @Nullable Raw syntax;
        private @Nullable Raw definition;
        private List<Entry> group = List.of();
        private boolean web = true;

        Entry read(JsonIn in) {
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
                    case "tools" -> group = group(in);
                    default -> in.skip();
                }
            }
            return this;
        }

        /// @param namespace the name of the group that it is in; empty for none
        /// @param purpose what the group is for
        void give(String namespace, @Nullable Raw purpose) {
            Raw told = Namespaces.description(purpose, description);
            switch (type) {
                case "function" -> {
                    String name = Namespaces.function(namespace, named());
                    if (!namespace.isEmpty()) {
                        given.put(name, new GivenTool(namespace, function, false));
                    }
                    to.tools.add(new Tool(name, told, schema, strict, null));
                }
                case "custom" -> {
                    String name = Namespaces.function(namespace, named());
                    given.put(name, new GivenTool(namespace, function, true));
                    to.tools.add(TextTools.tool(name, told, syntax, definition));
                }
                case "namespace" -> {
                    if (!namespace.isEmpty()) {
                        throw TranslationFault.malformed(
                                "'tools' has a namespace within a namespace");
                    }
                    String name = named();
                    group.forEach(tool -> tool.give(name, description));
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

        private List<Entry> group(JsonIn in) {
            List<Entry> tools = new ArrayList<>();
            in.array();
            while (in.element()) {
                tools.add(new Entry().read(in));
            }
            return tools;
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
        String namespace = "";
        List<String> names = List.of();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "type" -> type = in.string();
                case "mode" -> mode = in.string();
                case "name" -> function = in.string();
                case "namespace" -> namespace = in.string();
                case "tools" -> names = names(in);
                default -> in.skip();
            }
        }
        switch (type) {
            case "function", "custom" ->
                    to.toolChoice =
                            new ToolChoice.Named(List.of(Namespaces.function(namespace, function)));
            case "allowed_tools" -> {
                allowed = names;
                to.toolChoice = mode.equals("required") ? ToolChoice.ANY : ToolChoice.AUTO;
            }
            default -> to.meaning("tool_choice.type=" + type, Raw.EMPTY_OBJECT);
        }
    }

    private List<String> names(JsonIn in) {
        List<String> names = new ArrayList<>();
        in.array();
        while (in.element()) {
            String type = "";
            String function = "";
            String namespace = "";
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "type" -> type = in.string();
                    case "name" -> function = in.string();
                    case "namespace" -> namespace = in.string();
                    default -> in.skip();
                }
            }
            if (type.equals("namespace")) {
                allowedGroups.add(function);
            } else {
                names.add(Namespaces.function(namespace, function));
            }
        }
        return names;
    }
}
