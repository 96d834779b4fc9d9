package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Reasoning;
import dev.cardea.dialect.hub.RequestReader;
import dev.cardea.dialect.hub.ResponseFormat;
import dev.cardea.dialect.hub.Tool;
import dev.cardea.dialect.hub.ToolChoice;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.hub.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a Messages request (docs.anthropic.com, "Create a Message").
public final class MessagesRequestReader implements RequestReader {
    @Override
    public ChatRequest read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            ChatRequestBuilder to = new ChatRequestBuilder();
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                member(in, name, to);
            }
            in.finish();
            if (to.turns.isEmpty()) {
                throw TranslationFault.malformed("'messages' is missing or empty");
            }
            return to.build();
        }
    }

    private static void member(JsonIn in, String name, ChatRequestBuilder to) {
        switch (name) {
            case "model" -> to.model = in.string();
            case "messages" -> messages(in, to);
            case "system" -> system(in, to);
            case "max_tokens" -> to.maxTokens = in.count();
            case "stop_sequences" -> to.stops = in.texts();
            case "stream" -> {
                to.stream = in.bool();
                to.streamUsage = true;
            }
            case "temperature" -> to.temperature = in.number();
            case "top_p" -> to.topP = in.number();
            case "top_k" -> to.topK = in.number();
            case "tools" -> tools(in, to);
            case "tool_choice" -> choice(in, to);
            case "thinking" -> thinking(in, to);
            case "output_config" -> outputConfig(in, to);
            case "output_format" -> {
                to.wrote(Field.RESPONSE_FORMAT, name);
                to.format = format(in);
            }
            case "metadata" -> metadata(in, to);
            case "service_tier" -> to.serviceTier = in.text();
            case "thread" -> thread(in, to);
            case "mcp_servers", "container" -> to.meaning(name, in.raw());
            default -> to.hint(name, in.raw());
        }
    }

    /// A new thread is the whole conversation, so the field can be left out. One that goes on lacks its
    /// beginning.
    private static void thread(JsonIn in, ChatRequestBuilder to) {
        Raw whole = in.raw();
        try (JsonIn members = new JsonIn(whole)) {
            members.object();
            for (String name = members.member(); name != null; name = members.member()) {
                if (name.equals("type") && members.string().equals("continue")) {
                    throw new UnknownThread();
                }
                members.skip();
            }
        }
        to.hint("thread", whole);
    }

    private static void system(JsonIn in, ChatRequestBuilder to) {
        for (Part part : BlockReader.content(in, to, "system")) {
            if (part instanceof Part.Text text) {
                to.system.add(text);
            } else {
                throw TranslationFault.malformed("'system' holds texts only");
            }
        }
    }

    private static void messages(JsonIn in, ChatRequestBuilder to) {
        in.array();
        while (in.element()) {
            String role = "";
            List<Part> content = List.of();
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "role" -> role = in.string();
                    case "content" -> content = BlockReader.content(in, to, "messages.content");
                    default -> to.hint("messages." + name, in.raw());
                }
            }
            to.turns.add(
                    new Turn(
                            switch (role) {
                                case "user" -> Turn.Role.USER;
                                case "assistant" -> Turn.Role.ASSISTANT;
                                case "system" -> Turn.Role.SYSTEM;
                                default ->
                                        throw TranslationFault.malformed(
                                                "a message's 'role' must be user or assistant");
                            },
                            content));
        }
    }

    /// Tools of the client's own are functions; those that Anthropic runs or has trained for have a
    /// type with a date and mean nothing elsewhere.
    private static void tools(JsonIn in, ChatRequestBuilder to) {
        in.array();
        while (in.element()) {
            String type = "custom";
            String function = "";
            Raw description = null;
            Raw schema = null;
            Raw cache = null;
            Boolean strict = null;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "type" -> type = in.string();
                    case "name" -> function = in.string();
                    case "description" -> description = in.text();
                    case "input_schema" -> schema = in.raw();
                    case "cache_control" -> cache = in.raw();
                    case "strict" -> strict = in.bool();
                    default -> to.hint("tools." + name, in.raw());
                }
            }
            if (type.equals("custom")) {
                to.tools.add(new Tool(function, description, schema, strict, cache));
            } else {
                to.meaning("tools.type=" + type, Raw.EMPTY_OBJECT);
            }
        }
    }

    private static void choice(JsonIn in, ChatRequestBuilder to) {
        String type = "";
        String tool = "";
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "type" -> type = in.string();
                case "name" -> tool = in.string();
                case "disable_parallel_tool_use" -> to.parallelTools = !in.bool();
                default -> in.skip();
            }
        }
        to.toolChoice =
                switch (type) {
                    case "auto" -> ToolChoice.AUTO;
                    case "any" -> ToolChoice.ANY;
                    case "none" -> ToolChoice.NONE;
                    case "tool" -> new ToolChoice.Named(List.of(tool));
                    default ->
                            throw TranslationFault.malformed(
                                    "'tool_choice.type' must be auto, any, tool or none");
                };
    }

    private static void thinking(JsonIn in, ChatRequestBuilder to) {
        String type = "";
        long budget = -1;
        boolean shown = true;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "type" -> type = in.string();
                case "budget_tokens" -> budget = in.count();
                case "display" -> shown = !in.string().equals("omitted");
                default -> in.skip();
            }
        }
        to.wrote(Field.REASONING, "thinking");
        Reasoning.Effort effort = to.reasoning == null ? null : to.reasoning.effort();
        to.reasoning =
                type.equals("disabled")
                        ? Reasoning.OFF
                        : new Reasoning(effort, budget, shown, type.equals("adaptive"));
    }

    private static void outputConfig(JsonIn in, ChatRequestBuilder to) {
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "effort" -> {
                    Reasoning.Effort effort = Reasoning.Effort.of(in.string());
                    to.wrote(Field.REASONING, "output_config.effort");
                    Reasoning said = to.reasoning;
                    to.reasoning =
                            said == null
                                    ? Reasoning.of(effort)
                                    : said.off()
                                            ? said
                                            : new Reasoning(
                                                    effort,
                                                    said.budget(),
                                                    said.shown(),
                                                    said.adaptive());
                }
                case "format" -> to.format = format(in);
                default -> to.hint("output_config." + name, in.raw());
            }
        }
    }

    private static @Nullable ResponseFormat format(JsonIn in) {
        Raw schema = null;
        Raw schemaName = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "schema" -> schema = in.raw();
                case "name" -> schemaName = in.text();
                default -> in.skip();
            }
        }
        return schema == null ? null : new ResponseFormat.Schema(schemaName, null, schema, true);
    }

    private static void metadata(JsonIn in, ChatRequestBuilder to) {
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (name.equals("user_id")) {
                to.user = in.text();
            } else {
                to.hint("metadata." + name, in.raw());
            }
        }
    }

    @Override
    public String nameOf(Field field) {
        return switch (field) {
            case TEMPERATURE -> "temperature";
            case TOP_P -> "top_p";
            case TOP_K -> "top_k";
            case PRESENCE_PENALTY -> "presence_penalty";
            case FREQUENCY_PENALTY -> "frequency_penalty";
            case SEED -> "seed";
            case STOP -> "stop_sequences";
            case N -> "n";
            case LOGPROBS -> "logprobs";
            case USER -> "metadata.user_id";
            case METADATA -> "metadata";
            case SERVICE_TIER -> "service_tier";
            case MODALITIES -> "modalities";
            case REASONING -> "thinking";
            case RESPONSE_FORMAT -> "output_config.format";
            case TOOLS -> "tools";
            case TOOL_STRICT -> "tools.strict";
            case TOOL_CHOICE -> "tool_choice";
            case PARALLEL_TOOLS -> "tool_choice.disable_parallel_tool_use";
            case CACHE_MARKER -> "cache_control";
            case IMAGE, IMAGE_DETAIL -> "messages.content.image";
            case AUDIO -> "messages.content.audio";
            case VIDEO -> "messages.content.video";
            case DOCUMENT -> "messages.content.document";
            case FILE -> "messages.content.source.file_id";
            case DOCUMENT_CONTEXT -> "messages.content.document.context";
            case CITATIONS -> "messages.content.document.citations";
            case TOOL_ERROR -> "messages.content.tool_result.is_error";
            case THINKING -> "messages.content.thinking";
            case SYSTEM_LATER -> "messages.role=system(moved)";
        };
    }
}
