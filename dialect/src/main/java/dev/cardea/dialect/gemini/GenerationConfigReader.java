package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Reasoning;
import dev.cardea.dialect.hub.ResponseFormat;
import org.jspecify.annotations.Nullable;

/// Reads `generationConfig`.
final class GenerationConfigReader {
    private GenerationConfigReader() {}

    /// @param config what the client calls it
    static void read(JsonIn in, String config, ChatRequestBuilder to) {
        Raw schema = null;
        Raw type = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            String camel = Names.camel(name);
            Field field = field(camel);
            if (field != null) {
                to.wrote(field, config + "." + name);
            }
            switch (camel) {
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
                case "responseModalities" -> to.modalities(config + "." + name, in.texts());
                default -> to.hint(config + "." + name, in.raw());
            }
        }
        format(type, schema, config, to);
    }

    private static @Nullable Field field(String name) {
        return switch (name) {
            case "temperature" -> Field.TEMPERATURE;
            case "topP" -> Field.TOP_P;
            case "topK" -> Field.TOP_K;
            case "presencePenalty" -> Field.PRESENCE_PENALTY;
            case "frequencyPenalty" -> Field.FREQUENCY_PENALTY;
            case "seed" -> Field.SEED;
            case "stopSequences" -> Field.STOP;
            case "candidateCount" -> Field.N;
            case "responseLogprobs", "logprobs" -> Field.LOGPROBS;
            case "responseMimeType", "responseSchema", "responseJsonSchema" ->
                    Field.RESPONSE_FORMAT;
            case "thinkingConfig" -> Field.REASONING;
            default -> null;
        };
    }

    private static void format(
            @Nullable Raw type, @Nullable Raw schema, String config, ChatRequestBuilder to) {
        if (schema != null) {
            to.format = new ResponseFormat.Schema(null, null, schema, null);
        } else if (type != null && type.text().equals("application/json")) {
            to.format = new ResponseFormat.AnyJson();
        } else if (type != null && !type.text().equals("text/plain")) {
            to.meaning(config + ".responseMimeType", type);
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
