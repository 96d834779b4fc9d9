package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.ClaudeModel;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Reasoning;
import dev.cardea.dialect.hub.Target;
import dev.cardea.dialect.hub.ToolChoice;
import dev.cardea.dialect.hub.Turn;
import dev.cardea.model.Dialect;
import org.jspecify.annotations.Nullable;

/// How a model at Bedrock shall reason. Converse has no words of its own for it: each maker's stand in
/// `additionalModelRequestFields`.
///
/// @param budget in tokens, for Claude models that take one; 0 otherwise
/// @param effort for models that take one; null when not said
record ModelReasoning(Maker maker, long budget, @Nullable String effort, long maxTokens) {
    private static final long LEAST_BUDGET = 1024;

    /// Whose fields the model understands.
    enum Maker {
        CLAUDE_PLAIN,
        CLAUDE_BUDGET,
        CLAUDE_ADAPTIVE,
        OPENAI,
        NOVA,
        OTHER;

        static Maker of(String model) {
            if (isClaude(model)) {
                return switch (ClaudeModel.of(model)) {
                    case PLAIN -> CLAUDE_PLAIN;
                    case BUDGET -> CLAUDE_BUDGET;
                    case ADAPTIVE -> CLAUDE_ADAPTIVE;
                };
            }
            return model.contains("gpt-oss") ? OPENAI : model.contains("nova-2") ? NOVA : OTHER;
        }

        boolean claude() {
            return this == CLAUDE_PLAIN || this == CLAUDE_BUDGET || this == CLAUDE_ADAPTIVE;
        }
    }

    static boolean isClaude(String model) {
        return model.contains("claude");
    }

    static ModelReasoning of(ChatRequest request, Target target, Losses losses) {
        Maker maker = Maker.of(target.model());
        ModelReasoning none = new ModelReasoning(maker, 0, null, request.maxTokens());
        Reasoning reasoning = request.reasoning();
        if (reasoning == null || reasoning.off()) {
            return none;
        }
        boolean forced =
                request.toolChoice() instanceof ToolChoice.Any
                        || request.toolChoice() instanceof ToolChoice.Named;
        return switch (maker) {
            case OPENAI, NOVA ->
                    new ModelReasoning(
                            maker, 0, word(reasoning.asEffort(), false), request.maxTokens());
            case CLAUDE_ADAPTIVE -> {
                if (forced) {
                    losses.hint(Field.REASONING);
                    yield none;
                }
                yield new ModelReasoning(
                        maker, 0, word(reasoning.asEffort(), true), request.maxTokens());
            }
            case CLAUDE_BUDGET -> budget(request, target, reasoning, forced, none, losses);
            case CLAUDE_PLAIN, OTHER -> {
                losses.hint(Field.REASONING);
                yield none;
            }
        };
    }

    private static ModelReasoning budget(
            ChatRequest request,
            Target target,
            Reasoning reasoning,
            boolean forced,
            ModelReasoning none,
            Losses losses) {
        long budget =
                Math.max(LEAST_BUDGET, reasoning.asBudget() < 0 ? 8192 : reasoning.asBudget());
        long maxTokens = request.maxTokens();
        if (maxTokens < 0) {
            maxTokens = budget + target.maxTokens();
        } else if (budget >= maxTokens) {
            budget = Math.max(LEAST_BUDGET, maxTokens / 2);
        }
        if (forced || budget >= maxTokens || callsWithoutThinking(request)) {
            losses.hint(Field.REASONING);
            return none;
        }
        return new ModelReasoning(none.maker, budget, null, maxTokens);
    }

    /// Whether the last assistant's turn called tools without the thinking that led to it.
    private static boolean callsWithoutThinking(ChatRequest request) {
        for (Turn turn : request.turns().reversed()) {
            if (turn.role() == Turn.Role.ASSISTANT) {
                return turn.parts().stream().anyMatch(Part.ToolCall.class::isInstance)
                        && turn.parts().stream().noneMatch(ModelReasoning::isSigned);
            }
        }
        return false;
    }

    static boolean isSigned(Part part) {
        return part instanceof Part.Thinking thinking
                && thinking.maker() == Dialect.ANTHROPIC
                && thinking.signature() != null;
    }

    private static String word(Reasoning.Effort effort, boolean max) {
        return switch (effort) {
            case NONE, MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case XHIGH, MAX -> max ? "max" : "high";
        };
    }

    /// Whether temperature and the like can't be set beside it.
    boolean fixesSampling() {
        return maker.claude() && (budget > 0 || effort != null);
    }

    /// Whether the model takes one of temperature and top p only.
    boolean oneOfTwo() {
        return maker == Maker.CLAUDE_BUDGET || maker == Maker.CLAUDE_ADAPTIVE;
    }

    boolean takesTopK() {
        return maker.claude() && !fixesSampling();
    }

    void write(@Nullable Raw topK, JsonOut out) {
        Raw top = takesTopK() ? topK : null;
        if (budget == 0 && effort == null && top == null) {
            return;
        }
        out.object("additionalModelRequestFields").maybe("top_k", top);
        switch (maker) {
            case CLAUDE_BUDGET -> {
                if (budget > 0) {
                    out.object("thinking").field("type", "enabled");
                    out.field("budget_tokens", budget).end();
                }
            }
            case CLAUDE_ADAPTIVE -> {
                if (effort != null) {
                    out.object("thinking").field("type", "adaptive").end();
                    out.object("output_config").field("effort", effort).end();
                }
            }
            case OPENAI -> out.maybe("reasoning_effort", effort);
            case NOVA -> {
                if (effort != null) {
                    out.object("reasoningConfig").field("type", "enabled");
                    out.field("maxReasoningEffort", effort).end();
                }
            }
            case CLAUDE_PLAIN, OTHER -> {}
        }
        out.end();
    }
}
