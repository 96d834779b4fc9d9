package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.model.Usage;

/// The `usage` object of Messages. `input_tokens` leaves out what the cache read or wrote.
final class MessagesUsage {
    private MessagesUsage() {}

    /// Reads one object. Those of a stream are totals so far: a member that the later one leaves out
    /// keeps its value.
    static Usage read(JsonIn in, Usage before) {
        long fresh = before.input() - before.cachedInput() - before.cacheWrite();
        long cached = before.cachedInput();
        long written = before.cacheWrite();
        long output = before.output();
        long reasoning = before.reasoning();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "input_tokens" -> fresh = in.count();
                case "cache_read_input_tokens" -> cached = in.count();
                case "cache_creation_input_tokens" -> written = in.count();
                case "output_tokens" -> output = in.count();
                case "output_tokens_details" -> {
                    in.object();
                    for (String d = in.member(); d != null; d = in.member()) {
                        if (d.equals("thinking_tokens") || d.equals("reasoning_tokens")) {
                            reasoning = in.count();
                        } else {
                            in.skip();
                        }
                    }
                }
                default -> in.skip();
            }
        }
        return new Usage(fresh + cached + written, output, cached, written, reasoning, false);
    }

    static void write(Usage usage, JsonOut out) {
        long fresh = usage.input() - usage.cachedInput() - usage.cacheWrite();
        out.object("usage").field("input_tokens", Math.max(0, fresh));
        out.field("cache_creation_input_tokens", usage.cacheWrite());
        out.field("cache_read_input_tokens", usage.cachedInput());
        out.field("output_tokens", usage.output()).end();
    }
}
