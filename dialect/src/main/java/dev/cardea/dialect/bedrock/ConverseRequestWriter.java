package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.RequestWriter;
import dev.cardea.dialect.hub.ResponseFormat;
import dev.cardea.dialect.hub.Sampling;
import dev.cardea.dialect.hub.Target;
import dev.cardea.dialect.hub.Tool;
import dev.cardea.dialect.hub.ToolChoice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes a Converse request. The model and whether the answer streams stand in the path.
public final class ConverseRequestWriter implements RequestWriter {
    private static final Raw ANY_OBJECT = Raw.json("{\"type\":\"object\",\"properties\":{}}");

    @Override
    public String path(Target target, boolean stream) {
        String model = URLEncoder.encode(target.model(), StandardCharsets.UTF_8);
        return "/model/" + model.replace("+", "%20") + (stream ? "/converse-stream" : "/converse");
    }

    @Override
    public void write(ChatRequest request, Target target, Losses losses, JsonOut out) {
        ModelReasoning reasoning = ModelReasoning.of(request, target, losses);
        out.object();
        BlockWriter.messages(ModelReasoning.isClaude(target.model()), losses, out).write(request);
        inference(request, reasoning, losses, out);
        tools(request, losses, out);
        format(request.format(), losses, out);
        reasoning.write(request.sampling().topK(), out);
        identity(request, losses, out);
        if (request.n() > 1) {
            losses.meaning(Field.N);
        }
        if (!request.modalities().isEmpty()) {
            losses.meaning(Field.MODALITIES);
        }
        if (request.topLogprobs() >= 0) {
            losses.meaning(Field.LOGPROBS);
        }
        out.end();
    }

    private static void inference(
            ChatRequest request, ModelReasoning reasoning, Losses losses, JsonOut out) {
        Sampling sampling = request.sampling();
        out.object("inferenceConfig");
        if (reasoning.maxTokens() >= 0) {
            out.field("maxTokens", reasoning.maxTokens());
        }
        if (reasoning.fixesSampling()) {
            losses.hintIf(sampling.temperature() != null, Field.TEMPERATURE);
            losses.hintIf(sampling.topP() != null, Field.TOP_P);
        } else {
            temperature(sampling.temperature(), losses, out);
            boolean one = reasoning.oneOfTwo() && sampling.temperature() != null;
            losses.hintIf(one && sampling.topP() != null, Field.TOP_P);
            out.maybe("topP", one ? null : sampling.topP());
        }
        if (!request.stops().isEmpty()) {
            out.array("stopSequences");
            request.stops().forEach(out::value);
            out.endList();
        }
        out.end();
        losses.hintIf(sampling.topK() != null && !reasoning.takesTopK(), Field.TOP_K);
        losses.hintIf(sampling.seed() != null, Field.SEED);
        losses.hintIf(isSet(sampling.presencePenalty()), Field.PRESENCE_PENALTY);
        losses.hintIf(isSet(sampling.frequencyPenalty()), Field.FREQUENCY_PENALTY);
    }

    /// Goes to 1.
    private static void temperature(@Nullable Raw temperature, Losses losses, JsonOut out) {
        if (temperature != null && Double.parseDouble(temperature.json()) > 1.0) {
            losses.hint(Field.TEMPERATURE);
            out.field("temperature", 1);
        } else {
            out.maybe("temperature", temperature);
        }
    }

    private static boolean isSet(@Nullable Raw penalty) {
        return penalty != null && Double.parseDouble(penalty.json()) != 0.0;
    }

    private static void tools(ChatRequest request, Losses losses, JsonOut out) {
        boolean none = request.toolChoice() instanceof ToolChoice.None;
        boolean used =
                request.turns().stream()
                        .flatMap(turn -> turn.parts().stream())
                        .anyMatch(part ->
                                part instanceof Part.ToolCall || part instanceof Part.ToolResult);
        if (request.tools().isEmpty() || (none && !used)) {
            return;
        }
        losses.hintIf(Boolean.FALSE.equals(request.parallelTools()), Field.PARALLEL_TOOLS);
        out.object("toolConfig").array("tools");
        for (Tool tool : request.tools()) {
            out.object().object("toolSpec").field("name", tool.name());
            out.maybe("description", tool.description());
            out.object("inputSchema")
                    .field("json", tool.schema() == null ? ANY_OBJECT : tool.schema())
                    .end();
            if (Boolean.TRUE.equals(tool.strict())) {
                out.field("strict", true);
            }
            out.end().end();
            BlockWriter.cachePoint(tool.cache(), out);
        }
        out.endList();
        choice(request.toolChoice(), losses, out);
        out.end();
    }

    private static void choice(@Nullable ToolChoice choice, Losses losses, JsonOut out) {
        switch (choice) {
            case null -> {}
            case ToolChoice.Auto() -> out.object("toolChoice").object("auto").end().end();
            case ToolChoice.Any() -> out.object("toolChoice").object("any").end().end();
            case ToolChoice.None() -> losses.meaning(Field.TOOL_CHOICE);
            case ToolChoice.Named(var names) -> {
                if (names.size() > 1) {
                    losses.meaning(Field.TOOL_CHOICE);
                } else {
                    out.object("toolChoice").object("tool").field("name", names.getFirst());
                    out.end().end();
                }
            }
        }
    }

    private static void format(@Nullable ResponseFormat format, Losses losses, JsonOut out) {
        switch (format) {
            case null -> {}
            case ResponseFormat.AnyJson() -> losses.meaning(Field.RESPONSE_FORMAT);
            case ResponseFormat.Schema(var name, var description, var schema, _) -> {
                out.object("outputConfig").object("textFormat").field("type", "json_schema");
                out.object("structure").object("jsonSchema");
                out.name("schema").quoted(schema);
                out.maybe("name", name).maybe("description", description);
                out.end().end().end().end();
            }
        }
    }

    private static void identity(ChatRequest request, Losses losses, JsonOut out) {
        losses.hintIf(request.user() != null, Field.USER);
        losses.hintIf(request.metadata() != null, Field.METADATA);
        Raw tier = request.serviceTier();
        if (tier == null) {
            return;
        }
        if (tier.is("flex") || tier.is("priority") || tier.is("default")) {
            out.object("serviceTier").field("type", tier).end();
        } else {
            losses.hint(Field.SERVICE_TIER);
        }
    }
}
