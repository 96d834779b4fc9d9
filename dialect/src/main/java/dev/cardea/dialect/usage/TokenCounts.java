package dev.cardea.dialect.usage;

import dev.cardea.model.Usage;
import java.util.List;
import java.util.Map;

/// Token counts as the dialects name them. Providers repeat them in a stream as totals so far, so the
/// largest of each counts.
final class TokenCounts {
    /// The counts, with their names in all dialects.
    enum Count {
        INPUT,
        OUTPUT,
        CACHED_INPUT,
        CACHE_WRITE,
        TOTAL,
        THOUGHTS,
        TOOL_INPUT,
        /// The rest stand in an object further in: `prompt_tokens_details` and its like.
        CACHED_DETAIL,
        CACHE_WRITE_DETAIL,
        REASONING_DETAIL,
        OTHER;

        private static final Words<Count> NAMES =
                new Words<>(
                        OTHER,
                        Map.ofEntries(
                                Map.entry(
                                        INPUT,
                                        List.of(
                                                "prompt_tokens",
                                                "input_tokens",
                                                "promptTokenCount")),
                                Map.entry(
                                        OUTPUT,
                                        List.of(
                                                "completion_tokens",
                                                "output_tokens",
                                                "candidatesTokenCount")),
                                Map.entry(
                                        CACHED_INPUT,
                                        List.of(
                                                "cache_read_input_tokens",
                                                "cachedContentTokenCount",
                                                "prompt_cache_hit_tokens")),
                                Map.entry(CACHE_WRITE, List.of("cache_creation_input_tokens")),
                                Map.entry(TOTAL, List.of("total_tokens")),
                                Map.entry(THOUGHTS, List.of("thoughtsTokenCount")),
                                Map.entry(TOOL_INPUT, List.of("toolUsePromptTokenCount")),
                                Map.entry(CACHED_DETAIL, List.of("cached_tokens")),
                                Map.entry(CACHE_WRITE_DETAIL, List.of("cache_write_tokens")),
                                Map.entry(
                                        REASONING_DETAIL,
                                        List.of("reasoning_tokens", "thinking_tokens"))));

        static Count named(byte[] text, int from, int to) {
            return NAMES.meaning(text, from, to);
        }
    }

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

    /// @param detail whether it stands in an object further in than the others
    void put(Count which, boolean detail, long count) {
        if (detail) {
            putDetail(which, count);
            return;
        }
        switch (which) {
            case INPUT -> input = Math.max(input, count);
            case OUTPUT -> output = Math.max(output, count);
            case CACHED_INPUT -> cachedInput = Math.max(cachedInput, count);
            case CACHE_WRITE -> cacheWrite = Math.max(cacheWrite, count);
            case TOTAL -> total = Math.max(total, count);
            case THOUGHTS -> thoughts = Math.max(thoughts, count);
            case TOOL_INPUT -> toolInput = Math.max(toolInput, count);
            case CACHED_DETAIL, CACHE_WRITE_DETAIL, REASONING_DETAIL, OTHER -> {}
        }
    }

    private void putDetail(Count which, long count) {
        switch (which) {
            case CACHED_DETAIL -> cachedInput = Math.max(cachedInput, count);
            case CACHE_WRITE_DETAIL -> cacheWrite = Math.max(cacheWrite, count);
            case REASONING_DETAIL -> reasoning = Math.max(reasoning, count);
            case INPUT, OUTPUT, CACHED_INPUT, CACHE_WRITE, TOTAL, THOUGHTS, TOOL_INPUT, OTHER -> {}
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
