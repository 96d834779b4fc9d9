package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Reasoning;
import dev.cardea.dialect.hub.RequestReader;
import dev.cardea.dialect.hub.ResponseFormat;
import dev.cardea.dialect.hub.TranslationFault;

/// Reads a Chat Completions request (platform.openai.com, API reference, "Create chat completion"),
/// with the members that compatible servers and clients have added: `reasoning`, `thinking`, `top_k`,
/// `cache_control`.
public final class ChatRequestReader implements RequestReader {
    @Override
    public ChatRequest read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            ChatRequestBuilder to = new ChatRequestBuilder();
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                member(in, name, to);
            }
            in.finish();
            if (to.turns.isEmpty() && to.system.isEmpty()) {
                throw TranslationFault.malformed("'messages' is missing or empty");
            }
            return to.build();
        }
    }

    static void member(JsonIn in, String name, ChatRequestBuilder to) {
        switch (name) {
            case "model" -> to.model = in.string();
            case "messages" -> MessageReader.messages(in, to);
            case "stream" -> to.stream = in.bool();
            case "stream_options" -> streamOptions(in, to);
            case "tools" -> ToolReader.tools(in, to);
            case "functions" -> {
                to.wrote(Field.TOOLS, name);
                ToolReader.functions(in, to);
            }
            case "tool_choice", "function_call" -> {
                to.wrote(Field.TOOL_CHOICE, name);
                ToolReader.choice(in, to, name);
            }
            case "parallel_tool_calls" -> to.parallelTools = in.bool();
            case "response_format" -> responseFormat(in, to);
            case "temperature" -> to.temperature = in.number();
            case "top_p" -> to.topP = in.number();
            case "top_k" -> to.topK = in.number();
            case "presence_penalty" -> to.presencePenalty = in.number();
            case "frequency_penalty" -> to.frequencyPenalty = in.number();
            case "seed" -> to.seed = in.number();
            case "max_tokens", "max_completion_tokens" -> to.maxTokens = in.count();
            case "stop" -> to.stops = in.texts();
            case "reasoning_effort", "reasoning", "thinking" -> {
                to.wrote(Field.REASONING, name);
                switch (name) {
                    case "reasoning" -> reasoning(in, to);
                    case "thinking" -> thinking(in, to);
                    default -> effort(in, to);
                }
            }
            case "n" -> to.n = in.count();
            case "logprobs" -> {
                to.wrote(Field.LOGPROBS, name);
                to.logprobs = in.bool();
            }
            case "top_logprobs" -> {
                to.wrote(Field.LOGPROBS, name);
                to.topLogprobs = in.count();
            }
            case "user", "safety_identifier" -> to.user(name, in.text());
            case "metadata" -> to.metadata = in.raw();
            case "service_tier" -> to.serviceTier = in.text();
            case "modalities" -> to.modalities(name, in.texts());
            default -> other(in, name, to);
        }
    }

    /// What has no neutral form. Members that say nothing (an empty object, the default) count as
    /// absent; members that nobody knows are hints.
    private static void other(JsonIn in, String name, ChatRequestBuilder to) {
        Raw value = in.raw();
        switch (name) {
            case "logit_bias", "audio", "web_search_options" -> {
                if (value.length() > 2 || name.equals("web_search_options")) {
                    to.meaning(name, value);
                }
            }
            default -> to.hint(name, value);
        }
    }

    private static void streamOptions(JsonIn in, ChatRequestBuilder to) {
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "include_usage" -> to.streamUsage = in.bool();
                case "include_obfuscation" -> in.skip();
                default -> to.hint("stream_options." + name, in.raw());
            }
        }
    }

    private static void responseFormat(JsonIn in, ChatRequestBuilder to) {
        String type = "";
        ResponseFormat schema = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "type" -> type = in.string();
                case "json_schema" -> schema = schema(in);
                default -> in.skip();
            }
        }
        switch (type) {
            case "text" -> {}
            case "json_object" -> to.format = new ResponseFormat.AnyJson();
            case "json_schema" -> {
                if (schema == null) {
                    throw TranslationFault.malformed("'response_format.json_schema' is missing");
                }
                to.format = schema;
            }
            default -> to.meaning("response_format.type", Raw.text(type));
        }
    }

    /// Reads `{name, description, schema, strict}`.
    public static ResponseFormat schema(JsonIn in) {
        Raw name = null;
        Raw description = null;
        Raw schema = null;
        Boolean strict = null;
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            switch (member) {
                case "name" -> name = in.text();
                case "description" -> description = in.text();
                case "schema" -> schema = in.raw();
                case "strict" -> strict = in.bool();
                default -> in.skip();
            }
        }
        return schema == null
                ? new ResponseFormat.AnyJson()
                : new ResponseFormat.Schema(name, description, schema, strict);
    }

    private static void effort(JsonIn in, ChatRequestBuilder to) {
        to.reasoning = Reasoning.of(Reasoning.Effort.of(in.string()));
    }

    /// OpenRouter's form: `{effort, max_tokens, enabled, exclude}`.
    private static void reasoning(JsonIn in, ChatRequestBuilder to) {
        Reasoning.Effort effort = null;
        long budget = -1;
        boolean enabled = true;
        boolean shown = true;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "effort" -> effort = Reasoning.Effort.of(in.string());
                case "max_tokens" -> budget = in.count();
                case "enabled" -> enabled = in.bool();
                case "exclude" -> shown = !in.bool();
                default -> in.skip();
            }
        }
        to.reasoning = enabled ? new Reasoning(effort, budget, shown, false) : Reasoning.OFF;
    }

    /// The form that Anthropic's users put here: `{type, budget_tokens}`.
    private static void thinking(JsonIn in, ChatRequestBuilder to) {
        String type = "";
        long budget = -1;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "type" -> type = in.string();
                case "budget_tokens" -> budget = in.count();
                default -> in.skip();
            }
        }
        to.reasoning =
                type.equals("disabled")
                        ? Reasoning.OFF
                        : new Reasoning(null, budget, true, type.equals("adaptive"));
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
            case LOGPROBS -> "logprobs";
            case USER -> "user";
            case METADATA -> "metadata";
            case SERVICE_TIER -> "service_tier";
            case MODALITIES -> "modalities";
            case REASONING -> "reasoning_effort";
            case RESPONSE_FORMAT -> "response_format";
            case TOOLS -> "tools";
            case TOOL_STRICT -> "tools.function.strict";
            case TOOL_CHOICE -> "tool_choice";
            case PARALLEL_TOOLS -> "parallel_tool_calls";
            case CACHE_MARKER -> "cache_control";
            case IMAGE -> "messages.content.image_url";
            case IMAGE_DETAIL -> "messages.content.image_url.detail";
            case AUDIO -> "messages.content.input_audio";
            case VIDEO -> "messages.content.video_url";
            case DOCUMENT -> "messages.content.file";
            case FILE -> "messages.content.file.file_id";
            case DOCUMENT_CONTEXT -> "messages.content.file.context";
            case CITATIONS -> "messages.content.file.citations";
            case TOOL_ERROR -> "messages.tool.is_error";
            case THINKING -> "messages.reasoning_details";
            case SYSTEM_LATER -> "messages.role=system(moved)";
        };
    }
}
