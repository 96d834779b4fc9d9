package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.model.Usage;

/// `usageMetadata`. Thoughts are counted beside the candidates, not among them.
final class GeminiUsage {
    private GeminiUsage() {}

    static Usage read(JsonIn in) {
        long prompt = 0;
        long tools = 0;
        long cached = 0;
        long candidates = 0;
        long thoughts = 0;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "promptTokenCount" -> prompt = in.count();
                case "toolUsePromptTokenCount" -> tools = in.count();
                case "cachedContentTokenCount" -> cached = in.count();
                case "candidatesTokenCount" -> candidates = in.count();
                case "thoughtsTokenCount" -> thoughts = in.count();
                default -> in.skip();
            }
        }
        return new Usage(prompt + tools, candidates + thoughts, cached, 0, thoughts, false);
    }

    static void write(Usage usage, JsonOut out) {
        out.object("usageMetadata").field("promptTokenCount", usage.input());
        out.field("candidatesTokenCount", Math.max(0, usage.output() - usage.reasoning()));
        out.field("totalTokenCount", usage.input() + usage.output());
        if (usage.cachedInput() > 0) {
            out.field("cachedContentTokenCount", usage.cachedInput());
        }
        if (usage.reasoning() > 0) {
            out.field("thoughtsTokenCount", usage.reasoning());
        }
        out.end();
    }
}
