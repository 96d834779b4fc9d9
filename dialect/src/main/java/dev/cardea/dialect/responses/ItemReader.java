package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.Arguments;
import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Signatures;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.hub.Turn;
import dev.cardea.dialect.hub.Turn.Role;
import dev.cardea.model.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the items of an input into turns: reasoning, messages and calls of the assistant that follow
/// each other are one turn, and so are results of tools.
final class ItemReader {
    private final ChatRequestBuilder to;
    private final List<Part> open = new ArrayList<>();
    private Role role = Role.USER;

    ItemReader(ChatRequestBuilder to) {
        this.to = to;
    }

    void items(JsonIn in) {
        in.array();
        while (in.element()) {
            give(new Item().read(in, to));
        }
        close();
    }

    private void give(Item item) {
        switch (item.type) {
            case "message" -> message(item);
            case "function_call" -> add(Role.ASSISTANT, item.call(Arguments.object(item.argument)));
            case "custom_tool_call" ->
                    add(Role.ASSISTANT, item.call(TextTools.argument(item.argument)));
            case "function_call_output", "custom_tool_call_output" ->
                    add(
                            Role.USER,
                            new Part.ToolResult(
                                    item.needed(item.callId, "call_id"),
                                    null,
                                    item.content,
                                    false,
                                    null));
            case "reasoning" -> reasoning(item);
            case "image_generation_call" -> image(item);
            case "item_reference" -> to.meaning("input.type=item_reference", Raw.EMPTY_OBJECT);
            default -> to.meaning("input.type=" + item.type, Raw.EMPTY_OBJECT);
        }
    }

    private void message(Item item) {
        switch (item.role) {
            case "user" -> {
                close();
                to.turns.add(new Turn(Role.USER, item.content));
            }
            case "assistant" -> item.content.forEach(part -> add(Role.ASSISTANT, part));
            case "system", "developer" -> {
                close();
                system(item.role, item.content);
            }
            default ->
                    throw TranslationFault.malformed(
                            "a message's 'role' must be user, assistant, system or developer");
        }
    }

    private void system(String by, List<Part> content) {
        if (!to.turns.isEmpty()) {
            to.wrote(Field.SYSTEM_LATER, "input.role=" + by + "(moved)");
            to.turns.add(new Turn(Role.SYSTEM, content));
            return;
        }
        for (Part part : content) {
            if (part instanceof Part.Text text) {
                to.system.add(text);
            } else {
                throw TranslationFault.malformed("a system message holds texts only");
            }
        }
    }

    /// Encrypted content that Cardea wrote tells whose it is; any other is OpenAI's own.
    private void reasoning(Item item) {
        Raw text = joined(item.summary.isEmpty() ? item.content : item.summary);
        if (text.isEmptyText() && item.encrypted == null) {
            to.hint("input.reasoning", Raw.EMPTY_OBJECT);
            return;
        }
        add(
                Role.ASSISTANT,
                Signatures.thinking(text, item.encrypted, Dialect.OPENAI, item.encrypted != null));
    }

    /// An image of an earlier answer; OpenAI's own may be there by its id alone.
    private void image(Item item) {
        if (item.result == null) {
            to.meaning("input.type=" + item.type, Raw.EMPTY_OBJECT);
            return;
        }
        to.wrote(Field.IMAGE, "input.type=" + item.type);
        add(
                Role.ASSISTANT,
                new Part.Image(
                        new Media.Inline("image/" + item.imageFormat, item.result), null, null));
    }

    private static Raw joined(List<Part> parts) {
        List<Raw> texts = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Text text) {
                texts.add(text.text());
            }
        }
        if (texts.size() < 2) {
            return texts.isEmpty() ? Raw.EMPTY_TEXT : texts.getFirst();
        }
        JsonOut out = new JsonOut(256).openText().inner(texts.getFirst());
        for (Raw text : texts.subList(1, texts.size())) {
            out.inner("\n\n").inner(text);
        }
        return out.closeText().toRaw();
    }

    private void add(Role by, Part part) {
        if (role != by) {
            close();
            role = by;
        }
        open.add(part);
    }

    private void close() {
        if (!open.isEmpty()) {
            to.turns.add(new Turn(role, open));
            open.clear();
        }
    }

    /// One item; its members come in any order.
    private static final class Item {
        private String type = "message";
        private String role = "";
        private @Nullable String callId;
        private @Nullable String name;
        private String namespace = "";
        private Raw argument = Raw.EMPTY_TEXT;
        private List<Part> content = List.of();
        private List<Part> summary = List.of();
        private @Nullable Raw encrypted;
        private @Nullable Raw result;
        private String imageFormat = "png";
        private boolean referred;

        Item read(JsonIn in, ChatRequestBuilder to) {
            boolean typed = false;
            in.object();
            for (String member = in.member(); member != null; member = in.member()) {
                switch (member) {
                    case "type" -> {
                        type = in.string();
                        typed = true;
                    }
                    case "role" -> role = in.string();
                    case "content" -> content = ItemContent.read(in, to);
                    case "output" -> {
                        // Results of OpenAI's own tools are objects; their items are refused.
                        if (in.isObject()) {
                            in.skip();
                        } else {
                            content = ItemContent.read(in, to);
                        }
                    }
                    case "summary" -> summary = ItemContent.read(in, to);
                    case "result" -> result = in.isText() ? in.raw() : skipped(in);
                    case "output_format" -> imageFormat = in.string();
                    case "encrypted_content" -> encrypted = in.text();
                    case "call_id" -> callId = in.string();
                    case "name" -> name = in.string();
                    case "namespace" -> namespace = in.isText() ? in.string() : nothing(in);
                    case "arguments", "input" -> argument = in.raw();
                    case "id" -> {
                        referred = true;
                        in.skip();
                    }
                    default -> in.skip();
                }
            }
            if (!typed && referred && role.isEmpty()) {
                type = "item_reference";
            }
            return this;
        }

        private static String nothing(JsonIn in) {
            in.skip();
            return "";
        }

        private static @Nullable Raw skipped(JsonIn in) {
            in.skip();
            return null;
        }

        Part.ToolCall call(Raw arguments) {
            return new Part.ToolCall(
                    needed(callId, "call_id"),
                    Namespaces.function(namespace, needed(name, "name")),
                    arguments,
                    null);
        }

        String needed(@Nullable String value, String member) {
            if (value == null) {
                throw TranslationFault.malformed(
                        "an item of type '" + type + "' has no '" + member + "'");
            }
            return value;
        }
    }
}
