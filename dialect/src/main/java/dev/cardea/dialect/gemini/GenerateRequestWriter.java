package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Reasoning;
import dev.cardea.dialect.hub.RequestWriter;
import dev.cardea.dialect.hub.ResponseFormat;
import dev.cardea.dialect.hub.Sampling;
import dev.cardea.dialect.hub.Target;
import dev.cardea.dialect.hub.Tool;
import dev.cardea.dialect.hub.ToolChoice;
import java.util.List;
import java.util.Locale;

/// Writes a generateContent request. Schemas go into the fields that take JSON schema as it is.
public final class GenerateRequestWriter implements RequestWriter {
    private final String prefix;

    /// @param prefix of the path, up to the model's name
    public GenerateRequestWriter(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public String path(Target target, boolean stream) {
        String model =
                target.model().startsWith("models/")
                        ? target.model().substring("models/".length())
                        : target.model();
        return prefix + model + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }

    @Override
    public void write(ChatRequest request, Target target, Losses losses, JsonOut out) {
        GeminiModel model = GeminiModel.of(target.model());
        out.object();
        new ContentWriter(model, losses, out).write(request);
        if (!request.tools().isEmpty()) {
            tools(request, losses, out);
        }
        config(request, model, losses, out);
        losses.hintIf(request.user() != null, Field.USER);
        losses.hintIf(request.metadata() != null, Field.METADATA);
        losses.hintIf(request.serviceTier() != null, Field.SERVICE_TIER);
        out.end();
    }

    static void tools(ChatRequest request, Losses losses, JsonOut out) {
        out.array("tools").object().array("functionDeclarations");
        for (Tool tool : request.tools()) {
            losses.hintIf(tool.cache() != null, Field.CACHE_MARKER);
            losses.hintIf(Boolean.TRUE.equals(tool.strict()), Field.TOOL_STRICT);
            out.object().field("name", tool.name()).maybe("description", tool.description());
            out.maybe("parametersJsonSchema", tool.schema()).end();
        }
        out.endList().end().endList();
        losses.hintIf(Boolean.FALSE.equals(request.parallelTools()), Field.PARALLEL_TOOLS);
        ToolChoice choice = request.toolChoice();
        if (choice == null) {
            return;
        }
        out.object("toolConfig").object("functionCallingConfig");
        switch (choice) {
            case ToolChoice.Auto() -> out.field("mode", "AUTO");
            case ToolChoice.None() -> out.field("mode", "NONE");
            case ToolChoice.Any() -> out.field("mode", "ANY");
            case ToolChoice.Named(List<String> names) -> {
                out.field("mode", "ANY").array("allowedFunctionNames");
                names.forEach(out::value);
                out.endList();
            }
        }
        out.end().end();
    }

    private static void config(ChatRequest request, GeminiModel model, Losses losses, JsonOut out) {
        out.object("generationConfig");
        Sampling sampling = request.sampling();
        out.maybe("temperature", sampling.temperature()).maybe("topP", sampling.topP());
        out.maybe("topK", sampling.topK()).maybe("seed", sampling.seed());
        out.maybe("presencePenalty", sampling.presencePenalty());
        out.maybe("frequencyPenalty", sampling.frequencyPenalty());
        if (request.maxTokens() >= 0) {
            out.field("maxOutputTokens", request.maxTokens());
        }
        if (!request.stops().isEmpty()) {
            out.array("stopSequences");
            request.stops().forEach(out::value);
            out.endList();
        }
        if (!request.modalities().isEmpty()) {
            out.array("responseModalities");
            request.modalities().forEach(word -> out.value(word.toUpperCase(Locale.ROOT)));
            out.endList();
        }
        if (request.n() > 1) {
            out.field("candidateCount", request.n());
        }
        if (request.topLogprobs() >= 0) {
            out.field("responseLogprobs", true);
            if (request.topLogprobs() > 0) {
                out.field("logprobs", request.topLogprobs());
            }
        }
        switch (request.format()) {
            case null -> {}
            case ResponseFormat.AnyJson() -> out.field("responseMimeType", "application/json");
            case ResponseFormat.Schema(_, _, Raw schema, _) -> {
                out.field("responseMimeType", "application/json");
                out.field("responseJsonSchema", schema);
            }
        }
        if (request.reasoning() != null) {
            thinking(request.reasoning(), model, losses, out);
        }
        out.end();
    }

    private static void thinking(
            Reasoning reasoning, GeminiModel model, Losses losses, JsonOut out) {
        if (model == GeminiModel.PLAIN) {
            losses.hintIf(!reasoning.off(), Field.REASONING);
            return;
        }
        if (model == GeminiModel.LEVEL && reasoning.off()) {
            losses.hint(Field.REASONING);
        }
        out.object("thinkingConfig");
        if (reasoning.shown()) {
            out.field("includeThoughts", true);
        }
        if (model == GeminiModel.BUDGET) {
            if (!reasoning.adaptive() || reasoning.effort() != null) {
                out.field("thinkingBudget", Math.max(-1, reasoning.asBudget()));
            }
        } else if (!reasoning.adaptive() || reasoning.effort() != null) {
            out.field(
                    "thinkingLevel",
                    switch (reasoning.asEffort()) {
                        case NONE, MINIMAL, LOW -> "low";
                        case MEDIUM -> "medium";
                        case HIGH, XHIGH, MAX -> "high";
                    });
        }
        out.end();
    }
}
