package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.RequestReader;
import dev.cardea.dialect.hub.Tool;
import dev.cardea.dialect.hub.ToolChoice;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.hub.Turn;
import java.util.ArrayList;
import java.util.List;

/// Reads a generateContent request (ai.google.dev, "Generating content"). The model and whether it
/// streams stand in the path.
public final class GenerateRequestReader implements RequestReader {
    @Override
    public ChatRequest read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            ChatRequestBuilder to = new ChatRequestBuilder();
            to.streamUsage = true;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                member(in, name, to);
            }
            in.finish();
            return built(to);
        }
    }

    static ChatRequest built(ChatRequestBuilder to) {
        if (to.turns.isEmpty()) {
            throw TranslationFault.malformed("'contents' is missing or empty");
        }
        return to.build();
    }

    static void member(JsonIn in, String name, ChatRequestBuilder to) {
        switch (Names.camel(name)) {
            case "contents" -> contents(in, to);
            case "systemInstruction" -> system(in, to);
            case "tools" -> tools(in, to);
            case "toolConfig" -> toolConfig(in, name, to);
            case "generationConfig" -> GenerationConfigReader.read(in, name, to);
            case "model" -> to.model = in.string();
            case "labels" -> to.metadata = in.raw();
            case "serviceTier" -> {
                to.wrote(Field.SERVICE_TIER, name);
                to.serviceTier = in.text();
            }
            case "cachedContent" -> to.meaning(name, in.raw());
            default -> to.hint(name, in.raw());
        }
    }

    private static void contents(JsonIn in, ChatRequestBuilder to) {
        PartReader parts = new PartReader(to, "call_");
        if (in.isObject()) {
            content(in, parts, to);
            return;
        }
        in.array();
        while (in.element()) {
            content(in, parts, to);
        }
    }

    private static void content(JsonIn in, PartReader reader, ChatRequestBuilder to) {
        String role = "user";
        List<Part> parts = List.of();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "role" -> role = in.string();
                case "parts" -> parts = reader.parts(in);
                default -> to.hint("contents." + name, in.raw());
            }
        }
        to.turns.add(
                new Turn(
                        switch (role) {
                            case "model" -> Turn.Role.ASSISTANT;
                            case "system" -> Turn.Role.SYSTEM;
                            case "user", "function", "" -> Turn.Role.USER;
                            default ->
                                    throw TranslationFault.malformed(
                                            "a content's 'role' must be user or model");
                        },
                        parts));
    }

    private static void system(JsonIn in, ChatRequestBuilder to) {
        if (in.isText()) {
            to.system.add(Part.Text.of(in.raw()));
            return;
        }
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (!name.equals("parts")) {
                in.skip();
                continue;
            }
            for (Part part : new PartReader(to, "").parts(in)) {
                if (part instanceof Part.Text text) {
                    to.system.add(text);
                } else {
                    throw TranslationFault.malformed("'systemInstruction' holds texts only");
                }
            }
        }
    }

    private static void tools(JsonIn in, ChatRequestBuilder to) {
        if (in.isObject()) {
            tool(in, to);
            return;
        }
        in.array();
        while (in.element()) {
            tool(in, to);
        }
    }

    private static void tool(JsonIn in, ChatRequestBuilder to) {
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (Names.camel(name).equals("functionDeclarations")) {
                in.array();
                while (in.element()) {
                    function(in, to);
                }
            } else {
                to.meaning("tools." + name, in.raw());
            }
        }
    }

    private static void function(JsonIn in, ChatRequestBuilder to) {
        String function = "";
        Raw description = null;
        Raw schema = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (Names.camel(name)) {
                case "name" -> function = in.string();
                case "description" -> description = in.text();
                case "parameters" -> schema = SchemaTypes.toJsonSchema(in.raw());
                case "parametersJsonSchema" -> schema = in.raw();
                default -> to.hint("tools.functionDeclarations." + name, in.raw());
            }
        }
        to.tools.add(new Tool(function, description, schema, null, null));
    }

    private static void toolConfig(JsonIn in, String config, ChatRequestBuilder to) {
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (!Names.camel(name).equals("functionCallingConfig")) {
                to.hint(config + "." + name, in.raw());
                continue;
            }
            to.wrote(Field.TOOL_CHOICE, config + "." + name);
            String mode = "AUTO";
            List<String> allowed = new ArrayList<>();
            in.object();
            for (String inner = in.member(); inner != null; inner = in.member()) {
                switch (Names.camel(inner)) {
                    case "mode" -> mode = in.string();
                    case "allowedFunctionNames" ->
                            in.texts().forEach(text -> allowed.add(text.text()));
                    default -> to.hint(config + "." + name + "." + inner, in.raw());
                }
            }
            to.toolChoice =
                    switch (mode) {
                        case "NONE" -> ToolChoice.NONE;
                        case "ANY" ->
                                allowed.isEmpty() ? ToolChoice.ANY : new ToolChoice.Named(allowed);
                        default -> ToolChoice.AUTO;
                    };
        }
    }

    @Override
    public String nameOf(Field field) {
        return switch (field) {
            case TEMPERATURE -> "generationConfig.temperature";
            case TOP_P -> "generationConfig.topP";
            case TOP_K -> "generationConfig.topK";
            case PRESENCE_PENALTY -> "generationConfig.presencePenalty";
            case FREQUENCY_PENALTY -> "generationConfig.frequencyPenalty";
            case SEED -> "generationConfig.seed";
            case STOP -> "generationConfig.stopSequences";
            case N -> "generationConfig.candidateCount";
            case LOGPROBS -> "generationConfig.responseLogprobs";
            case USER -> "user";
            case METADATA -> "labels";
            case SERVICE_TIER -> "serviceTier";
            case MODALITIES -> "generationConfig.responseModalities";
            case REASONING -> "generationConfig.thinkingConfig";
            case RESPONSE_FORMAT -> "generationConfig.responseSchema";
            case TOOLS -> "tools";
            case TOOL_STRICT -> "tools.functionDeclarations.strict";
            case TOOL_CHOICE -> "toolConfig.functionCallingConfig";
            case PARALLEL_TOOLS -> "toolConfig.parallel";
            case CACHE_MARKER -> "cachedContent";
            case IMAGE, AUDIO, VIDEO, DOCUMENT -> "contents.parts.inlineData";
            case IMAGE_DETAIL -> "generationConfig.mediaResolution";
            case FILE -> "contents.parts.fileData";
            case DOCUMENT_CONTEXT, CITATIONS -> "contents.parts.document";
            case TOOL_ERROR -> "contents.parts.functionResponse.response.error";
            case THINKING -> "contents.parts.thoughtSignature";
            case SYSTEM_LATER -> "contents.role=system(moved)";
        };
    }
}
