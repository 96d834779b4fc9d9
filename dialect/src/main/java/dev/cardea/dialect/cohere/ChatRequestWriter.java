package dev.cardea.dialect.cohere;

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
import org.jspecify.annotations.Nullable;

/// Writes a request of Cohere's Chat v2.
public final class ChatRequestWriter implements RequestWriter {
    private static final Raw ANY_OBJECT = Raw.json("{\"type\":\"object\",\"properties\":{}}");
    private static final int MOST_STOPS = 5;

    @Override
    public String path(Target target, boolean stream) {
        return "/v2/chat";
    }

    @Override
    public void write(ChatRequest request, Target target, Losses losses, JsonOut out) {
        out.object().field("model", target.model()).field("stream", request.stream());
        new MessageWriter(losses, out).messages(request);
        if (!request.tools().isEmpty()) {
            tools(request, losses, out);
        }
        format(request.format(), out);
        if (request.maxTokens() >= 0) {
            out.field("max_tokens", request.maxTokens());
        }
        sampling(request, losses, out);
        reasoning(request.reasoning(), target, losses, out);
        losses.hintIf(request.user() != null, Field.USER);
        losses.hintIf(request.metadata() != null, Field.METADATA);
        losses.hintIf(request.serviceTier() != null, Field.SERVICE_TIER);
        out.end();
    }

    /// A choice of named tools is any of them with the others left out.
    private static void tools(ChatRequest request, Losses losses, JsonOut out) {
        List<String> named =
                request.toolChoice() instanceof ToolChoice.Named(var names) ? names : List.of();
        losses.hintIf(Boolean.FALSE.equals(request.parallelTools()), Field.PARALLEL_TOOLS);
        boolean strict = false;
        out.array("tools");
        for (Tool tool : request.tools()) {
            losses.hintIf(tool.cache() != null, Field.CACHE_MARKER);
            if (!named.isEmpty() && !named.contains(tool.name())) {
                continue;
            }
            strict |= Boolean.TRUE.equals(tool.strict());
            out.object().field("type", "function").object("function").field("name", tool.name());
            out.maybe("description", tool.description());
            out.field("parameters", tool.schema() == null ? ANY_OBJECT : tool.schema());
            out.end().end();
        }
        out.endList();
        if (strict) {
            out.field("strict_tools", true);
        }
        switch (request.toolChoice()) {
            case null -> {}
            case ToolChoice.Auto() -> {}
            case ToolChoice.None() -> out.field("tool_choice", "NONE");
            case ToolChoice.Any(), ToolChoice.Named(_) -> out.field("tool_choice", "REQUIRED");
        }
    }

    private static void format(@Nullable ResponseFormat format, JsonOut out) {
        if (format == null) {
            return;
        }
        out.object("response_format").field("type", "json_object");
        if (format instanceof ResponseFormat.Schema(_, _, var schema, _)) {
            out.field("json_schema", schema);
        }
        out.end();
    }

    private static void sampling(ChatRequest request, Losses losses, JsonOut out) {
        Sampling sampling = request.sampling();
        out.maybe("temperature", sampling.temperature()).maybe("p", sampling.topP());
        out.maybe("k", sampling.topK()).maybe("seed", sampling.seed());
        out.maybe("presence_penalty", sampling.presencePenalty());
        out.maybe("frequency_penalty", sampling.frequencyPenalty());
        if (request.stops().size() > MOST_STOPS) {
            losses.meaning(Field.STOP);
        }
        if (!request.stops().isEmpty()) {
            out.array("stop_sequences");
            request.stops().stream().limit(MOST_STOPS).forEach(out::value);
            out.endList();
        }
        if (request.n() > 1) {
            losses.meaning(Field.N);
        }
        if (!request.modalities().isEmpty()) {
            losses.meaning(Field.MODALITIES);
        }
        if (request.topLogprobs() >= 0) {
            losses.meaning(Field.LOGPROBS);
        }
    }

    private static void reasoning(
            @Nullable Reasoning reasoning, Target target, Losses losses, JsonOut out) {
        boolean able = target.model().contains("reasoning");
        if (reasoning == null || (reasoning.off() && !able)) {
            return;
        }
        if (!able) {
            losses.hint(Field.REASONING);
            return;
        }
        out.object("thinking").field("type", reasoning.off() ? "disabled" : "enabled");
        if (!reasoning.off() && reasoning.asBudget() > 0) {
            out.field("token_budget", reasoning.asBudget());
        }
        out.end();
    }
}
