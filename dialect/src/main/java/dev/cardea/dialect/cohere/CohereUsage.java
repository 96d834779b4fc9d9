package dev.cardea.dialect.cohere;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.model.Usage;

/// Cohere's `usage`: `tokens` are what the model saw and said, `billed_units` what is charged.
final class CohereUsage {
    private CohereUsage() {}

    static Usage read(JsonIn in) {
        Usage billed = Usage.NONE;
        Usage counted = Usage.NONE;
        long cached = 0;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "billed_units" -> billed = tokens(in);
                case "tokens" -> counted = tokens(in);
                case "cached_tokens" -> cached = in.count();
                default -> in.skip();
            }
        }
        Usage told = counted.equals(Usage.NONE) ? billed : counted;
        return new Usage(told.input(), told.output(), Math.min(cached, told.input()), 0, 0, false);
    }

    private static Usage tokens(JsonIn in) {
        long input = 0;
        long output = 0;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "input_tokens" -> input = in.count();
                case "output_tokens" -> output = in.count();
                default -> in.skip();
            }
        }
        return new Usage(input, output, 0, 0, 0, false);
    }
}
