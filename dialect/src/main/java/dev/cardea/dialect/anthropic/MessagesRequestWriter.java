package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.ClaudeModel;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.RequestWriter;
import dev.cardea.dialect.hub.ResponseFormat;
import dev.cardea.dialect.hub.Sampling;
import dev.cardea.dialect.hub.Target;
import dev.cardea.dialect.hub.Tool;
import dev.cardea.dialect.hub.ToolChoice;
import java.util.Map;

/// Writes a Messages request.
public final class MessagesRequestWriter implements RequestWriter {
    private static final Raw ANY_OBJECT = Raw.json("{\"type\":\"object\",\"properties\":{}}");
    static final Map<String, String> HEADERS = Map.of("anthropic-version", "2023-06-01");

    @Override
    public String path(Target target, boolean stream) {
        return "/v1/messages";
    }

    @Override
    public Map<String, String> headers() {
        return HEADERS;
    }

    @Override
    public void write(ChatRequest request, Target target, Losses losses, JsonOut out) {
        ThinkingPlan plan = ThinkingPlan.of(request, target, losses);
        out.object().field("model", target.model()).field("max_tokens", plan.maxTokens());
        BlockWriter.messages(losses, out).write(request);
        if (!request.tools().isEmpty()) {
            tools(request, losses, out);
        }
        sampling(request, ClaudeModel.of(target.model()), plan, losses, out);
        if (!request.stops().isEmpty()) {
            out.array("stop_sequences");
            request.stops().forEach(out::value);
            out.endList();
        }
        plan.write(out);
        outputConfig(request, plan, losses, out);
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
        if (request.stream()) {
            out.field("stream", true);
        }
        out.end();
    }

    static void tools(ChatRequest request, Losses losses, JsonOut out) {
        out.array("tools");
        for (Tool tool : request.tools()) {
            out.object().field("name", tool.name()).maybe("description", tool.description());
            out.field("input_schema", tool.schema() == null ? ANY_OBJECT : tool.schema());
            if (Boolean.TRUE.equals(tool.strict())) {
                out.field("strict", true);
            }
            out.maybe("cache_control", tool.cache()).end();
        }
        out.endList();
        choice(request, losses, out);
    }

    private static void choice(ChatRequest request, Losses losses, JsonOut out) {
        boolean serial = Boolean.FALSE.equals(request.parallelTools());
        ToolChoice choice = request.toolChoice();
        if (choice == null && !serial) {
            return;
        }
        out.object("tool_choice");
        switch (choice == null ? ToolChoice.AUTO : choice) {
            case ToolChoice.Auto() -> out.field("type", "auto");
            case ToolChoice.None() -> out.field("type", "none");
            case ToolChoice.Any() -> out.field("type", "any");
            case ToolChoice.Named(var names) -> {
                if (names.size() > 1) {
                    losses.meaning(Field.TOOL_CHOICE);
                    out.field("type", "any");
                } else {
                    out.field("type", "tool").field("name", names.getFirst());
                }
            }
        }
        if (serial && !(choice instanceof ToolChoice.None)) {
            out.field("disable_parallel_tool_use", true);
        }
        out.end();
    }

    private static void sampling(
            ChatRequest request, ClaudeModel model, ThinkingPlan plan, Losses losses, JsonOut out) {
        Sampling sampling = request.sampling();
        Raw temperature = sampling.temperature();
        if (temperature != null) {
            double value = Double.parseDouble(temperature.json());
            if (plan.thinks() && value != 1.0) {
                losses.hint(Field.TEMPERATURE);
            } else if (value > 1.0) {
                losses.hint(Field.TEMPERATURE);
                out.field("temperature", 1);
            } else {
                out.field("temperature", temperature);
            }
        }
        if (plan.thinks()) {
            losses.hintIf(sampling.topK() != null, Field.TOP_K);
            losses.hintIf(sampling.topP() != null, Field.TOP_P);
        } else {
            // Newer models take one of the two.
            boolean both = temperature != null && model != ClaudeModel.PLAIN;
            losses.hintIf(both && sampling.topP() != null, Field.TOP_P);
            out.maybe("top_p", both ? null : sampling.topP()).maybe("top_k", sampling.topK());
        }
        losses.hintIf(sampling.seed() != null, Field.SEED);
        losses.hintIf(isSet(sampling.presencePenalty()), Field.PRESENCE_PENALTY);
        losses.hintIf(isSet(sampling.frequencyPenalty()), Field.FREQUENCY_PENALTY);
    }

    private static boolean isSet(@org.jspecify.annotations.Nullable Raw penalty) {
        return penalty != null && Double.parseDouble(penalty.json()) != 0.0;
    }

    private static void outputConfig(
            ChatRequest request, ThinkingPlan plan, Losses losses, JsonOut out) {
        Raw schema = null;
        switch (request.format()) {
            case null -> {}
            case ResponseFormat.AnyJson() -> losses.meaning(Field.RESPONSE_FORMAT);
            case ResponseFormat.Schema(_, _, var given, _) -> schema = given;
        }
        if (schema == null && plan.effort() == null) {
            return;
        }
        out.object("output_config").maybe("effort", plan.effort());
        if (schema != null) {
            out.object("format").field("type", "json_schema").field("schema", schema).end();
        }
        out.end();
    }

    private static void identity(ChatRequest request, Losses losses, JsonOut out) {
        if (request.user() != null) {
            out.object("metadata").field("user_id", request.user()).end();
        }
        losses.hintIf(request.metadata() != null, Field.METADATA);
        Raw tier = request.serviceTier();
        if (tier == null) {
            return;
        }
        if (tier.is("auto") || tier.is("standard_only")) {
            out.field("service_tier", tier);
        } else if (tier.is("default")) {
            out.field("service_tier", "standard_only");
        } else {
            losses.hint(Field.SERVICE_TIER);
        }
    }
}
