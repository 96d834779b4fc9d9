package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.model.Usage;

/// The `usage` object of Chat Completions. Cached and cache-written tokens are part of
/// `prompt_tokens`, reasoning tokens of `completion_tokens`.
final class ChatUsage {
    private ChatUsage() {}

    static Usage read(JsonIn in) {
        long input = 0;
        long output = 0;
        long[] details = new long[3];
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "prompt_tokens" -> input = in.count();
                case "completion_tokens" -> output = in.count();
                case "prompt_cache_hit_tokens" -> details[0] = Math.max(details[0], in.count());
                case "prompt_tokens_details", "completion_tokens_details" -> details(in, details);
                default -> in.skip();
            }
        }
        return new Usage(input, output, details[0], details[1], details[2], false);
    }

    private static void details(JsonIn in, long[] details) {
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "cached_tokens" -> details[0] = in.count();
                case "cache_write_tokens" -> details[1] = in.count();
                case "reasoning_tokens" -> details[2] = in.count();
                default -> in.skip();
            }
        }
    }

    static void write(Usage usage, JsonOut out) {
        out.object("usage");
        out.field("prompt_tokens", usage.input()).field("completion_tokens", usage.output());
        out.field("total_tokens", usage.input() + usage.output());
        out.object("prompt_tokens_details").field("cached_tokens", usage.cachedInput());
        if (usage.cacheWrite() > 0) {
            out.field("cache_write_tokens", usage.cacheWrite());
        }
        out.end().object("completion_tokens_details");
        out.field("reasoning_tokens", usage.reasoning()).end().end();
    }
}
