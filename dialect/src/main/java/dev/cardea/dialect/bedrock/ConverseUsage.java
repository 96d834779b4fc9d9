package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.model.Usage;

/// The `usage` object of Converse. `inputTokens` leaves out what the cache read or wrote.
final class ConverseUsage {
    private ConverseUsage() {}

    static Usage read(JsonIn in) {
        long fresh = 0;
        long output = 0;
        long cached = 0;
        long written = 0;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "inputTokens" -> fresh = in.count();
                case "outputTokens" -> output = in.count();
                case "cacheReadInputTokens" -> cached = in.count();
                case "cacheWriteInputTokens" -> written = in.count();
                default -> in.skip();
            }
        }
        return new Usage(fresh + cached + written, output, cached, written, 0, false);
    }
}
