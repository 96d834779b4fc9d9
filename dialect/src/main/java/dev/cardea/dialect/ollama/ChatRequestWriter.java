package dev.cardea.dialect.ollama;

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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes a request of Ollama's chat.
public final class ChatRequestWriter implements RequestWriter {
    private static final Raw ANY_OBJECT = Raw.json("{\"type\":\"object\",\"properties\":{}}");

    /// Models that reason; others refuse to be told to.
    private static final Pattern REASONING =
            Pattern.compile(
                    "(?i).*(?:gpt-oss|deepseek-(?:r1|v3\\.)|qwen3|qwq|magistral|thinking|reason|cogito|nemotron).*");

    @Override
    public String path(Target target, boolean stream) {
        return "/api/chat";
    }

    @Override
    public void write(ChatRequest request, Target target, Losses losses, JsonOut out) {
        out.object().field("model", target.model()).field("stream", request.stream());
        new MessageWriter(losses, out).messages(request);
        tools(request, losses, out);
        switch (request.format()) {
            case null -> {}
            case ResponseFormat.AnyJson() -> out.field("format", "json");
            case ResponseFormat.Schema(_, _, var schema, _) -> out.field("format", schema);
        }
        think(request.reasoning(), target.model(), losses, out);
        options(request, out);
        if (request.n() > 1) {
            losses.meaning(Field.N);
        }
        if (!request.modalities().isEmpty()) {
            losses.meaning(Field.MODALITIES);
        }
        if (request.topLogprobs() >= 0) {
            losses.meaning(Field.LOGPROBS);
        }
        losses.hintIf(request.user() != null, Field.USER);
        losses.hintIf(request.metadata() != null, Field.METADATA);
        losses.hintIf(request.serviceTier() != null, Field.SERVICE_TIER);
        out.end();
    }

    /// Ollama leaves the choice to the model.
    private static void tools(ChatRequest request, Losses losses, JsonOut out) {
        if (request.tools().isEmpty() || request.toolChoice() instanceof ToolChoice.None) {
            return;
        }
        if (request.toolChoice() instanceof ToolChoice.Any
                || request.toolChoice() instanceof ToolChoice.Named) {
            losses.meaning(Field.TOOL_CHOICE);
        }
        losses.hintIf(Boolean.FALSE.equals(request.parallelTools()), Field.PARALLEL_TOOLS);
        out.array("tools");
        for (Tool tool : request.tools()) {
            losses.hintIf(tool.cache() != null, Field.CACHE_MARKER);
            losses.hintIf(Boolean.TRUE.equals(tool.strict()), Field.TOOL_STRICT);
            out.object().field("type", "function").object("function").field("name", tool.name());
            out.maybe("description", tool.description());
            out.field("parameters", tool.schema() == null ? ANY_OBJECT : tool.schema());
            out.end().end();
        }
        out.endList();
    }

    private static void think(
            @Nullable Reasoning reasoning, String model, Losses losses, JsonOut out) {
        if (reasoning == null) {
            return;
        }
        if (!REASONING.matcher(model).matches()) {
            losses.hintIf(!reasoning.off(), Field.REASONING);
        } else if (reasoning.off()) {
            out.field("think", false);
        } else if (model.contains("gpt-oss")) {
            out.field(
                    "think",
                    switch (reasoning.asEffort()) {
                        case NONE, MINIMAL, LOW -> "low";
                        case MEDIUM -> "medium";
                        case HIGH, XHIGH, MAX -> "high";
                    });
        } else {
            out.field("think", true);
        }
    }

    private static void options(ChatRequest request, JsonOut out) {
        Sampling sampling = request.sampling();
        boolean any =
                request.maxTokens() >= 0
                        || !request.stops().isEmpty()
                        || !sampling.equals(Sampling.DEFAULT);
        if (!any) {
            return;
        }
        out.object("options").maybe("temperature", sampling.temperature());
        out.maybe("top_p", sampling.topP()).maybe("top_k", sampling.topK());
        out.maybe("seed", sampling.seed());
        out.maybe("presence_penalty", sampling.presencePenalty());
        out.maybe("frequency_penalty", sampling.frequencyPenalty());
        if (request.maxTokens() >= 0) {
            out.field("num_predict", request.maxTokens());
        }
        if (!request.stops().isEmpty()) {
            out.array("stop");
            request.stops().forEach(out::value);
            out.endList();
        }
        out.end();
    }
}
