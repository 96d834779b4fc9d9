package dev.cardea.dialect.openai;

import java.util.regex.Pattern;

/// What the name of a model tells of what its API takes.
///
/// @param reasons whether it takes `reasoning_effort`, and no temperature but 1
/// @param openAi whether it is one of OpenAI's own, which want `max_completion_tokens`
record OpenAiModel(boolean reasons, boolean openAi) {
    private static final Pattern REASONS =
            Pattern.compile(
                    "(o[1-9]|gpt-(?:[5-9]|\\d\\d)(?!.*-chat)|codex|gpt-oss|grok-[3-9].*mini|grok-[4-9]|magistral|deepseek-(?:r|v[4-9])|qwq|qwen[3-9]|glm-[4-9]\\.[5-9]|glm-[5-9]|kimi-k|minimax-m).*");
    private static final Pattern OPEN_AI =
            Pattern.compile("(o[1-9](-.*)?|gpt-[3-9].*|chatgpt.*|codex.*|ft:.*)");

    static OpenAiModel of(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        return new OpenAiModel(REASONS.matcher(name).matches(), OPEN_AI.matcher(name).matches());
    }

    /// Whether it refuses other sampling than the default.
    boolean fixedSampling() {
        return reasons && openAi;
    }
}
