package dev.cardea.dialect.usage;

import dev.cardea.model.Usage;

/// Token counts as the dialects name them. Providers repeat them in a stream as totals so far, so the
/// largest of each counts.
final class TokenCounts {
    private final boolean cacheApart;
    private long input;
    private long output;
    private long total;
    private long cachedInput;
    private long cacheWrite;
    private long reasoning;
    private long thoughts;
    private long toolInput;
    private final boolean runningTotals;
    private boolean settled;

    /// @param cacheApart whether the input count leaves out what was read from or written to the
    ///     cache, as Anthropic's does
    /// @param runningTotals whether every event of a stream tells the totals so far, as Gemini's do
    TokenCounts(boolean cacheApart, boolean runningTotals) {
        this.cacheApart = cacheApart;
        this.runningTotals = runningTotals;
    }

    /// A usage object went by.
    ///
    /// @param outermost whether it is a member of the outermost object: Anthropic's first event has a
    ///     preliminary one further in
    void told(boolean outermost) {
        settled |= !runningTotals && (outermost || !cacheApart);
    }

    /// The event with the last usage object went by.
    void last() {
        settled = true;
    }

    /// Whether the counts are the final ones.
    boolean settled() {
        return settled;
    }

    void put(String name, long count) {
        switch (name) {
            case "prompt_tokens", "input_tokens", "promptTokenCount" ->
                    input = Math.max(input, count);
            case "completion_tokens", "output_tokens", "candidatesTokenCount" ->
                    output = Math.max(output, count);
            case "cache_read_input_tokens", "cachedContentTokenCount", "prompt_cache_hit_tokens" ->
                    cachedInput = Math.max(cachedInput, count);
            case "cache_creation_input_tokens" -> cacheWrite = Math.max(cacheWrite, count);
            case "total_tokens" -> total = Math.max(total, count);
            case "thoughtsTokenCount" -> thoughts = Math.max(thoughts, count);
            case "toolUsePromptTokenCount" -> toolInput = Math.max(toolInput, count);
            default -> {}
        }
    }

    /// A count of an object further in: `prompt_tokens_details` and its like.
    void putDetail(String name, long count) {
        switch (name) {
            case "cached_tokens" -> cachedInput = Math.max(cachedInput, count);
            case "cache_write_tokens" -> cacheWrite = Math.max(cacheWrite, count);
            case "reasoning_tokens", "thinking_tokens" -> reasoning = Math.max(reasoning, count);
            default -> {}
        }
    }

    /// @param estimatedOutput a lower bound of the output, where the counts aren't final
    Usage usage(boolean estimated, long estimatedInput, long estimatedOutput) {
        long out = output + thoughts;
        long told = input + toolInput + (cacheApart ? cachedInput + cacheWrite : 0);
        // Rerankers and some servers of vectors tell no more than the total, which is all input.
        long in = told == 0 && out == 0 ? total : told;
        return new Usage(
                in == 0 && estimated ? estimatedInput : in,
                estimated ? Math.max(out, estimatedOutput) : out,
                cachedInput,
                cacheWrite,
                reasoning + thoughts,
                estimated);
    }
}
