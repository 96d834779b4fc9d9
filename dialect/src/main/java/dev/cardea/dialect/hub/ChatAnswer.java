package dev.cardea.dialect.hub;

import dev.cardea.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole answer, in no dialect.
///
/// @param id the provider's; empty when it gave none
/// @param model as the provider names it; empty when it doesn't
/// @param created epoch seconds; 0 when not said
public record ChatAnswer(
        String id,
        String model,
        long created,
        List<Choice> choices,
        Usage usage,
        @Nullable Raw serviceTier) {
    public ChatAnswer {
        choices = List.copyOf(choices);
    }

    /// @param stopSequence the text that ended it, when the provider tells
    /// @param logprobs as OpenAI writes them
    public record Choice(
            List<Part> parts, StopReason stop, @Nullable Raw stopSequence, @Nullable Raw logprobs) {
        public Choice {
            parts = List.copyOf(parts);
        }

        public boolean callsTools() {
            return parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        }
    }
}
