package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Reasoning;
import dev.cardea.dialect.hub.ResponseFormat;
import org.jspecify.annotations.Nullable;

/// Reads `generationConfig`.
final class GenerationConfigReader {
    private GenerationConfigReader() {}

    static void read(JsonIn in, ChatRequestBuilder to) {
        Raw schema = null;
        Raw type = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (Names.camel(name)) {
                case "temperature" -> to.temperature = in.number();
                case "topP" -> to.topP = in.number();
                case "topK" -> to.topK = in.number();
                case "presencePenalty" -> to.presencePenalty = in.number();
                case "frequencyPenalty" -> to.frequencyPenalty = in.number();
                case "seed" -> to.seed = in.number();
                case "maxOutputTokens" -> to.maxTokens = in.count();
                case "stopSequences" -> to.stops = in.texts();
                case "candidateCount" -> to.n = in.count();
                case "responseLogprobs" -> to.logprobs = in.bool();
                case "logprobs" -> to.topLogprobs = in.count();
                case "responseMimeType" -> type = in.text();
                case "responseSchema" -> schema = SchemaTypes.toJsonSchema(in.raw());
                case "responseJsonSchema" -> schema = in.raw();
                case "thinkingConfig" -> to.reasoning = thinking(in);
                case "responseModalities" -> modalities(in, name, to);
                default -> to.hint("generationConfig." + name, in.raw());
            }
        }
        format(type, schema, to);
    }

    private static void format(@Nullable Raw type, @Nullable Raw schema, ChatRequestBuilder to) {
        if (schema != null) {
            to.format = new ResponseFormat.Schema(null, null, schema, null);
        } else if (type != null && type.text().equals("application/json")) {
            to.format = new ResponseFormat.AnyJson();
        } else if (type != null && !type.text().equals("text/plain")) {
            to.meaning("generationConfig.responseMimeType", type);
        }
    }

    private static void modalities(JsonIn in, String name, ChatRequestBuilder to) {
        for (Raw modality : in.texts()) {
            if (!modality.text().equalsIgnoreCase("TEXT")) {
                to.meaning("generationConfig." + name, modality);
            }
        }
    }

    private static Reasoning thinking(JsonIn in) {
        Reasoning.Effort effort = null;
        long budget = -1;
        boolean shown = false;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (Names.camel(name)) {
                case "includeThoughts" -> shown = in.bool();
                case "thinkingBudget" -> budget = Math.max(-1, in.whole());
                case "thinkingLevel" -> effort = Reasoning.Effort.of(in.string());
                default -> in.skip();
            }
        }
        return new Reasoning(effort, budget, shown, effort == null && budget < 0);
    }
}
