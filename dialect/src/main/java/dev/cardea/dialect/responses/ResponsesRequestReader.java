package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Reasoning;
import dev.cardea.dialect.hub.RequestReader;
import dev.cardea.dialect.hub.ResponseFormat;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.hub.Turn;
import dev.cardea.dialect.hub.Turn.Role;
import java.util.List;

/// Reads a Responses request. What lives at OpenAI (an earlier response, a conversation, a stored
/// prompt, work in the background) has no neutral form and changes the answer's meaning.
public final class ResponsesRequestReader implements RequestReader {

    @Override
    public ChatRequest read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            return new Reading().read(in);
        }
    }

    /// One request being read.
    private static final class Reading {
        private final ChatRequestBuilder to = new ChatRequestBuilder();
        private final RequestEcho echo = new RequestEcho();
        private final ToolsReader tools = new ToolsReader(to);

        ChatRequest read(JsonIn in) {
            to.streamUsage = true;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                member(in, name);
            }
            in.finish();
            if (to.turns.isEmpty() && to.system.isEmpty()) {
                throw TranslationFault.malformed("'input' is missing or empty");
            }
            tools.finish();
            to.echo = echo.build(tools.given());
            return to.build();
        }

        private void member(JsonIn in, String name) {
            switch (name) {
                case "model" -> to.model = in.string();
                case "input" -> input(in);
                case "instructions" -> instructions(in);
                case "stream" -> to.stream = in.bool();
                case "tools" -> {
                    int mark = in.mark();
                    tools.tools(in);
                    echo.put(name, in.since(mark));
                }
                case "tool_choice" -> tools.choice(echo.put(name, in.raw()));
                case "parallel_tool_calls" -> {
                    to.parallelTools = in.bool();
                    echo.put(name, in.raw());
                }
                case "text" -> {
                    int mark = in.mark();
                    text(in);
                    echo.put(name, in.since(mark));
                }
                case "reasoning" -> {
                    int mark = in.mark();
                    reasoning(in);
                    echo.put(name, in.since(mark));
                }
                case "temperature" -> to.temperature = echo.put(name, in.number());
                case "top_p" -> to.topP = echo.put(name, in.number());
                case "max_output_tokens" -> {
                    to.maxTokens = in.count();
                    echo.put(name, in.raw());
                }
                case "top_logprobs" -> {
                    to.topLogprobs = in.count();
                    to.wrote(Field.LOGPROBS, name);
                    to.logprobs |= to.topLogprobs > 0;
                    echo.put(name, in.raw());
                }
                case "include" -> include(in);
                case "metadata" -> to.metadata = echo.put(name, in.raw());
                case "user", "safety_identifier" -> to.user(name, echo.put(name, in.text()));
                case "service_tier" -> to.serviceTier = in.text();
                default -> other(in, name);
            }
        }

        private void other(JsonIn in, String name) {
            switch (name) {
                case "previous_response_id", "conversation", "prompt" -> to.meaning(name, in.raw());
                case "background" -> {
                    if (in.bool()) {
                        to.meaning(name, in.raw());
                    }
                }
                case "store" -> {
                    if (in.bool()) {
                        to.hint(name, in.raw());
                    }
                }
                case "truncation" -> {
                    if (!in.string().equals("disabled")) {
                        to.hint(name, in.raw());
                    }
                }
                case "stream_options" -> {
                    in.object();
                    for (String m = in.member(); m != null; m = in.member()) {
                        if (m.equals("include_obfuscation")) {
                            in.skip();
                        } else {
                            to.hint("stream_options." + m, in.raw());
                        }
                    }
                }
                default -> to.hint(name, in.raw());
            }
        }

        /// A text, or items. Instructions may have come before or come later; they stand in front.
        private void input(JsonIn in) {
            if (in.isText()) {
                to.turns.add(new Turn(Role.USER, List.of(Part.Text.of(in.raw()))));
            } else {
                new ItemReader(to).items(in);
            }
        }

        private void instructions(JsonIn in) {
            if (!in.text().isEmptyText()) {
                to.system.addFirst(Part.Text.of(in.raw()));
            }
            echo.put("instructions", in.raw());
        }

        private void include(JsonIn in) {
            in.array();
            while (in.element()) {
                switch (in.string()) {
                    case "message.output_text.logprobs" -> {
                        to.wrote(Field.LOGPROBS, "include=" + in.string());
                        to.logprobs = true;
                    }
                    // Given whether asked for or not: nothing else keeps it for the next turn.
                    case "reasoning.encrypted_content" -> {}
                    default -> to.hint("include=" + in.string(), in.raw());
                }
            }
        }

        private void reasoning(JsonIn in) {
            Reasoning.Effort effort = null;
            boolean shown = false;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "effort" -> effort = Reasoning.Effort.of(in.string());
                    case "summary", "generate_summary" -> shown = true;
                    default -> to.hint("reasoning." + name, in.raw());
                }
            }
            if (effort != null || shown) {
                to.reasoning = new Reasoning(effort, -1, shown, effort == null);
            }
        }

        private void text(JsonIn in) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (name.equals("format")) {
                    format(in);
                } else {
                    to.hint("text." + name, in.raw());
                }
            }
        }

        private void format(JsonIn in) {
            String type = "";
            Raw schemaName = null;
            Raw description = null;
            Raw schema = null;
            Boolean strict = null;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "type" -> type = in.string();
                    case "name" -> schemaName = in.text();
                    case "description" -> description = in.text();
                    case "schema" -> schema = in.raw();
                    case "strict" -> strict = in.bool();
                    default -> to.hint("text.format." + name, in.raw());
                }
            }
            switch (type) {
                case "text" -> {}
                case "json_object" -> to.format = new ResponseFormat.AnyJson();
                case "json_schema" -> {
                    if (schema == null) {
                        throw TranslationFault.malformed("'text.format.schema' is missing");
                    }
                    to.format = new ResponseFormat.Schema(schemaName, description, schema, strict);
                }
                default -> to.meaning("text.format.type=" + type, Raw.EMPTY_OBJECT);
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
            case STOP -> "stop";
            case N -> "n";
            case LOGPROBS -> "top_logprobs";
            case USER -> "user";
            case METADATA -> "metadata";
            case SERVICE_TIER -> "service_tier";
            case MODALITIES -> "modalities";
            case REASONING -> "reasoning";
            case RESPONSE_FORMAT -> "text.format";
            case TOOLS -> "tools";
            case TOOL_STRICT -> "tools.strict";
            case TOOL_CHOICE -> "tool_choice";
            case PARALLEL_TOOLS -> "parallel_tool_calls";
            case CACHE_MARKER -> "cache_control";
            case IMAGE -> "input.content.input_image";
            case IMAGE_DETAIL -> "input.content.input_image.detail";
            case AUDIO -> "input.content.input_audio";
            case VIDEO -> "input.content.input_video";
            case DOCUMENT -> "input.content.input_file";
            case FILE -> "input.content.file_id";
            case DOCUMENT_CONTEXT -> "input.content.input_file.context";
            case CITATIONS -> "input.content.input_file.citations";
            case TOOL_ERROR -> "input.function_call_output.status";
            case THINKING -> "input.reasoning";
            case SYSTEM_LATER -> "input.role=system(moved)";
        };
    }
}
