package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.ClaudeModel;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Reasoning;
import dev.cardea.dialect.hub.Target;
import dev.cardea.dialect.hub.ToolChoice;
import dev.cardea.dialect.hub.Turn;
import dev.cardea.model.Dialect;
import org.jspecify.annotations.Nullable;

/// How a Claude model shall reason about a request, within what Anthropic allows: the budget is at
/// least 1024 and below `max_tokens`, no tool may be forced, and a turn that called tools must start
/// with its signed thinking.
///
/// @param kind `enabled`, `adaptive`, or null for no thinking
/// @param budget for `enabled`
/// @param effort for `output_config`; null when not said
record ThinkingPlan(
        @Nullable String kind,
        long budget,
        boolean shown,
        @Nullable String effort,
        long maxTokens) {
    private static final long LEAST_BUDGET = 1024;

    static ThinkingPlan of(ChatRequest request, Target target, Losses losses) {
        long maxTokens = request.maxTokens() >= 0 ? request.maxTokens() : target.maxTokens();
        Reasoning reasoning = request.reasoning();
        ThinkingPlan none = new ThinkingPlan(null, 0, false, null, maxTokens);
        if (reasoning == null || reasoning.off()) {
            return none;
        }
        ClaudeModel model = ClaudeModel.of(target.model());
        boolean forced =
                request.toolChoice() instanceof ToolChoice.Any
                        || request.toolChoice() instanceof ToolChoice.Named;
        if (model == ClaudeModel.PLAIN || forced) {
            losses.hint(Field.REASONING);
            return none;
        }
        if (model == ClaudeModel.ADAPTIVE) {
            String effort =
                    reasoning.adaptive() && reasoning.effort() == null
                            ? null
                            : word(reasoning.asEffort());
            return new ThinkingPlan("adaptive", 0, reasoning.shown(), effort, maxTokens);
        }
        boolean given = request.maxTokens() >= 0;
        long budget = reasoning.asBudget() < 0 ? 8192 : reasoning.asBudget();
        budget = Math.max(LEAST_BUDGET, budget);
        if (!given) {
            maxTokens = Math.max(maxTokens, budget + target.maxTokens());
        } else if (budget >= maxTokens) {
            budget = Math.max(LEAST_BUDGET, maxTokens / 2);
        }
        if (budget >= maxTokens || callsWithoutThinking(request)) {
            losses.hint(Field.REASONING);
            return none;
        }
        return new ThinkingPlan("enabled", budget, reasoning.shown(), null, maxTokens);
    }

    private static String word(Reasoning.Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case XHIGH, MAX -> "max";
        };
    }

    /// Whether the last assistant's turn called tools without the thinking that led to it.
    private static boolean callsWithoutThinking(ChatRequest request) {
        for (Turn turn : request.turns().reversed()) {
            if (turn.role() == Turn.Role.ASSISTANT) {
                return turn.parts().stream().anyMatch(Part.ToolCall.class::isInstance)
                        && turn.parts().stream().noneMatch(ThinkingPlan::isOwn);
            }
        }
        return false;
    }

    private static boolean isOwn(Part part) {
        return part instanceof Part.Thinking thinking
                && thinking.maker() == Dialect.ANTHROPIC
                && thinking.signature() != null;
    }

    boolean thinks() {
        return kind != null;
    }

    void write(JsonOut out) {
        if (kind == null) {
            return;
        }
        out.object("thinking").field("type", kind);
        if (budget > 0) {
            out.field("budget_tokens", budget);
        }
        if (budget == 0 && shown) {
            out.field("display", "summarized");
        }
        out.end();
    }
}
