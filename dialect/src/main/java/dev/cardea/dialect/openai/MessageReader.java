package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.Arguments;
import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.hub.Turn;
import dev.cardea.dialect.hub.Turn.Role;
import dev.cardea.model.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one message of a Chat Completions request. Its members may come in any order, so it is put
/// together at its end.
final class MessageReader {
    private String role = "";
    private String callId = "";
    private @Nullable String name;
    private List<Part> content = List.of();
    private final List<Part> calls = new ArrayList<>();
    private List<Part> images = List.of();
    private final List<Part> details = new ArrayList<>();
    private @Nullable Raw reasoning;
    private @Nullable Raw refusal;
    private @Nullable Raw cache;

    private MessageReader() {}

    static void messages(JsonIn in, ChatRequestBuilder to) {
        in.array();
        while (in.element()) {
            MessageReader message = new MessageReader();
            message.read(in, to);
            message.give(to);
        }
    }

    private void read(JsonIn in, ChatRequestBuilder to) {
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            switch (member) {
                case "role" -> role = in.string();
                case "content" -> content = ContentReader.content(in, to);
                case "tool_call_id" -> callId = in.string();
                case "name" -> name = in.string();
                case "tool_calls" -> toolCalls(in, to);
                case "function_call" -> call(in, "");
                case "refusal" -> refusal = in.text();
                case "reasoning_content", "reasoning" -> {
                    to.wrote(Field.THINKING, "messages." + member);
                    reasoning = in.isText() ? in.raw() : skipped(in);
                }
                case "reasoning_details" -> {
                    to.wrote(Field.THINKING, "messages." + member);
                    ReasoningDetails.read(in, details);
                }
                case "cache_control" -> cache = in.raw();
                case "images" -> {
                    to.wrote(Field.IMAGE, "messages.images");
                    images = AnswerMedia.images(in);
                }
                case "audio" -> to.meaning("messages.audio", in.raw());
                // What answers carry and no request needs back.
                case "annotations", "tool_plan", "id", "index" -> in.skip();
                default -> to.hint("messages." + member, in.raw());
            }
        }
    }

    private static @Nullable Raw skipped(JsonIn in) {
        in.skip();
        return null;
    }

    private void toolCalls(JsonIn in, ChatRequestBuilder to) {
        in.array();
        while (in.element()) {
            String id = "";
            String type = "function";
            Part.ToolCall call = null;
            Raw signature = null;
            in.object();
            for (String member = in.member(); member != null; member = in.member()) {
                switch (member) {
                    case "id" -> id = in.string();
                    case "type" -> type = in.string();
                    case "function" -> call = function(in);
                    case "extra_content" -> signature = ReasoningDetails.googleSignature(in);
                    case "index" -> in.skip();
                    default -> in.skip();
                }
            }
            if (call == null) {
                to.meaning("messages.tool_calls.type=" + type, Raw.EMPTY_OBJECT);
                continue;
            }
            if (signature != null && details.isEmpty()) {
                to.wrote(Field.THINKING, "messages.tool_calls.extra_content");
                calls.add(new Part.Thinking(Raw.EMPTY_TEXT, signature, Dialect.GEMINI, false));
            }
            calls.add(new Part.ToolCall(id, call.name(), call.arguments(), null));
        }
    }

    private void call(JsonIn in, String id) {
        Part.ToolCall call = function(in);
        calls.add(
                new Part.ToolCall(
                        id.isEmpty() ? "call_" + call.name() : id,
                        call.name(),
                        call.arguments(),
                        null));
    }

    private static Part.ToolCall function(JsonIn in) {
        String function = "";
        Raw arguments = Raw.EMPTY_OBJECT;
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            switch (member) {
                case "name" -> function = in.string();
                case "arguments" -> arguments = Arguments.object(in.raw());
                default -> in.skip();
            }
        }
        return new Part.ToolCall("", function, arguments, null);
    }

    private void give(ChatRequestBuilder to) {
        // Of a function's result it is the function's; of anybody else it tells speakers apart.
        if (name != null && !role.equals("tool") && !role.equals("function")) {
            to.hint("messages.name", Raw.text(name));
        }
        switch (role) {
            case "system", "developer" -> system(to);
            case "user" -> to.turns.add(new Turn(Role.USER, content));
            case "assistant" -> to.turns.add(new Turn(Role.ASSISTANT, assistant()));
            case "tool" ->
                    to.turns.add(
                            new Turn(
                                    Role.USER,
                                    List.of(
                                            new Part.ToolResult(
                                                    callId, name, content, false, cache))));
            case "function" ->
                    to.turns.add(
                            new Turn(
                                    Role.USER,
                                    List.of(
                                            new Part.ToolResult(
                                                    "call_" + name, name, content, false, cache))));
            case "" -> throw TranslationFault.malformed("a message has no 'role'");
            default ->
                    throw TranslationFault.malformed(
                            "a message's 'role' must be system, developer, user, assistant or tool");
        }
    }

    private void system(ChatRequestBuilder to) {
        if (!to.turns.isEmpty()) {
            to.wrote(Field.SYSTEM_LATER, "messages.role=" + role + "(moved)");
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

    private List<Part> assistant() {
        List<Part> parts = new ArrayList<>();
        if (!details.isEmpty()) {
            parts.addAll(details);
        } else if (reasoning != null && !reasoning.isEmptyText()) {
            parts.add(new Part.Thinking(reasoning, null, Dialect.OPENAI, false));
        }
        parts.addAll(content);
        parts.addAll(images);
        if (refusal != null) {
            parts.add(new Part.Declined(refusal));
        }
        parts.addAll(calls);
        return parts;
    }
}
