package dev.cardea.dialect.openai;

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
import java.util.function.Function;

/// Writes a Chat Completions request. A stream always asks for its usage; what the client didn't ask
/// for isn't passed on.
public final class ChatRequestWriter implements RequestWriter {
    private static final Raw ANY_OBJECT = Raw.json("{\"type\":\"object\",\"properties\":{}}");
    private static final int MOST_STOPS = 4;
    private static final int LONGEST_USER = 64;

    private final Function<Target, String> path;
    private final Flavour flavour;

    /// @param path below the base URL
    public ChatRequestWriter(Function<Target, String> path, Flavour flavour) {
        this.path = path;
        this.flavour = flavour;
    }

    @Override
    public String path(Target target, boolean stream) {
        return path.apply(target);
    }

    @Override
    public void write(ChatRequest request, Target target, Losses losses, JsonOut out) {
        OpenAiModel model = flavour.model(target.model());
        out.object().field("model", target.model());
        new MessageWriter(flavour, model.reasons(), losses, out).messages(request);
        if (!request.tools().isEmpty()) {
            tools(request, flavour, losses, out);
        }
        if (request.format() != null) {
            format(request.format(), out);
        }
        if (request.maxTokens() >= 0) {
            out.field(model.openAi() ? "max_completion_tokens" : "max_tokens", request.maxTokens());
        }
        sampling(request, model, losses, out);
        reasoning(request, model, losses, out);
        modalities(request, losses, out);
        identity(request, losses, out);
        if (request.stream()) {
            out.field("stream", true);
            if (flavour != Flavour.MISTRAL) {
                out.object("stream_options").field("include_usage", true).end();
            }
        }
        out.end();
    }

    /// Images in answers are what compatible services have.
    private void modalities(ChatRequest request, Losses losses, JsonOut out) {
        if (request.modalities().isEmpty()) {
            return;
        }
        if (flavour == Flavour.OPENAI) {
            out.array("modalities");
            request.modalities().forEach(out::value);
            out.endList();
        } else {
            losses.meaning(Field.MODALITIES);
        }
    }

    private static void tools(ChatRequest request, Flavour flavour, Losses losses, JsonOut out) {
        out.array("tools");
        for (Tool tool : request.tools()) {
            losses.hintIf(tool.cache() != null, Field.CACHE_MARKER);
            out.object().field("type", "function").object("function").field("name", tool.name());
            out.maybe("description", tool.description());
            out.field("parameters", tool.schema() == null ? ANY_OBJECT : tool.schema());
            if (tool.strict() != null) {
                out.field("strict", tool.strict());
            }
            out.end().end();
        }
        out.endList();
        if (request.toolChoice() != null) {
            choice(request.toolChoice(), flavour, losses, out);
        }
        if (request.parallelTools() != null) {
            out.field("parallel_tool_calls", request.parallelTools());
        }
    }

    private static void choice(ToolChoice choice, Flavour flavour, Losses losses, JsonOut out) {
        switch (choice) {
            case ToolChoice.Auto() -> out.field("tool_choice", "auto");
            case ToolChoice.None() -> out.field("tool_choice", "none");
            case ToolChoice.Any() -> out.field("tool_choice", flavour.anyTool());
            case ToolChoice.Named(var names) -> {
                if (names.size() == 1) {
                    out.object("tool_choice").field("type", "function").object("function");
                    out.field("name", names.getFirst()).end().end();
                } else {
                    losses.meaning(Field.TOOL_CHOICE);
                }
            }
        }
    }

    private static void format(ResponseFormat format, JsonOut out) {
        out.object("response_format");
        switch (format) {
            case ResponseFormat.AnyJson() -> out.field("type", "json_object");
            case ResponseFormat.Schema(var name, var description, var schema, var strict) -> {
                out.field("type", "json_schema").object("json_schema");
                if (name == null) {
                    out.field("name", "answer");
                } else {
                    out.field("name", name);
                }
                out.maybe("description", description).field("schema", schema);
                if (strict != null) {
                    out.field("strict", strict);
                }
                out.end();
            }
        }
        out.end();
    }

    private void sampling(ChatRequest request, OpenAiModel model, Losses losses, JsonOut out) {
        Sampling sampling = request.sampling();
        if (model.fixedSampling()) {
            losses.hintIf(isSet(sampling.temperature()), Field.TEMPERATURE);
            losses.hintIf(isSet(sampling.topP()), Field.TOP_P);
        } else {
            out.maybe("temperature", sampling.temperature()).maybe("top_p", sampling.topP());
        }
        losses.hintIf(sampling.topK() != null, Field.TOP_K);
        out.maybe("presence_penalty", sampling.presencePenalty());
        out.maybe("frequency_penalty", sampling.frequencyPenalty());
        out.maybe(flavour.seed(), sampling.seed());
        if (request.stops().size() > MOST_STOPS) {
            losses.meaning(Field.STOP);
        }
        if (!request.stops().isEmpty()) {
            out.array("stop");
            request.stops().stream().limit(MOST_STOPS).forEach(out::value);
            out.endList();
        }
        if (request.n() > 1) {
            out.field("n", request.n());
        }
        if (request.topLogprobs() >= 0 && flavour == Flavour.MISTRAL) {
            losses.meaning(Field.LOGPROBS);
        } else if (request.topLogprobs() >= 0) {
            out.field("logprobs", true);
            if (request.topLogprobs() > 0) {
                out.field("top_logprobs", request.topLogprobs());
            }
        }
    }

    /// Whether a number was given and isn't 1.
    private static boolean isSet(@org.jspecify.annotations.Nullable Raw number) {
        return number != null && Double.parseDouble(number.json()) != 1.0;
    }

    private static void reasoning(
            ChatRequest request, OpenAiModel model, Losses losses, JsonOut out) {
        Reasoning reasoning = request.reasoning();
        if (reasoning == null || reasoning.off()) {
            return;
        }
        if (!model.reasons()) {
            losses.hint(Field.REASONING);
            return;
        }
        Reasoning.Effort effort = reasoning.asEffort();
        out.field(
                "reasoning_effort",
                effort == Reasoning.Effort.MAX ? Reasoning.Effort.XHIGH.word() : effort.word());
    }

    private void identity(ChatRequest request, Losses losses, JsonOut out) {
        if (flavour == Flavour.MISTRAL) {
            losses.hintIf(request.user() != null, Field.USER);
            losses.hintIf(request.metadata() != null, Field.METADATA);
            losses.hintIf(request.serviceTier() != null, Field.SERVICE_TIER);
            return;
        }
        Raw user = request.user();
        if (user != null && user.length() <= LONGEST_USER + 2) {
            out.field("user", user);
        } else {
            losses.hintIf(user != null, Field.USER);
        }
        losses.hintIf(request.metadata() != null, Field.METADATA);
        Raw tier = request.serviceTier();
        if (tier != null) {
            if (tier.is("standard_only") || tier.is("standard")) {
                out.field("service_tier", "default");
            } else {
                out.field("service_tier", tier);
            }
        }
    }
}
