package dev.cardea.dialect.hub;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One call for an answer, in no dialect.
///
/// @param model as the client names it
/// @param stream whether the answer comes in pieces
/// @param streamUsage whether the client wants the usage at the stream's end
/// @param system the instructions in front of the conversation, texts
/// @param maxTokens of the answer; -1 when not said
/// @param stops texts that end the answer
/// @param n answers wanted
/// @param topLogprobs how many alternatives per token; -1 when no log probabilities are wanted
/// @param modalities what the answer may hold, in OpenAI's words; empty for text only
/// @param metadata a JSON object of texts
/// @param extras what the client says besides
/// @param names how the client wrote fields for which its dialect has several names
/// @param echo what the answer repeats of it
public record ChatRequest(
        String model,
        boolean stream,
        boolean streamUsage,
        List<Part.Text> system,
        List<Turn> turns,
        List<Tool> tools,
        @Nullable ToolChoice toolChoice,
        @Nullable Boolean parallelTools,
        @Nullable ResponseFormat format,
        Sampling sampling,
        long maxTokens,
        List<Raw> stops,
        @Nullable Reasoning reasoning,
        long n,
        long topLogprobs,
        List<String> modalities,
        @Nullable Raw user,
        @Nullable Raw metadata,
        @Nullable Raw serviceTier,
        List<Extra> extras,
        Map<Field, List<String>> names,
        Echo echo) {

    public ChatRequest {
        system = List.copyOf(system);
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
        stops = List.copyOf(stops);
        modalities = List.copyOf(modalities);
        extras = List.copyOf(extras);
        names = Map.copyOf(names);
    }

    /// The same, with the answer in pieces.
    public ChatRequest streaming() {
        return new ChatRequest(
                model,
                true,
                streamUsage,
                system,
                turns,
                tools,
                toolChoice,
                parallelTools,
                format,
                sampling,
                maxTokens,
                stops,
                reasoning,
                n,
                topLogprobs,
                modalities,
                user,
                metadata,
                serviceTier,
                extras,
                names,
                echo);
    }

    /// What the client wrote a field as.
    ///
    /// @param dialect knows the names of its dialect
    public List<String> namesOf(Field field, RequestReader dialect) {
        List<String> written = names.get(field);
        return written == null ? List.of(dialect.nameOf(field)) : written;
    }
}
