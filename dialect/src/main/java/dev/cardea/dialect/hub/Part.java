package dev.cardea.dialect.hub;

import dev.cardea.model.Dialect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of what one side of the conversation says.
public sealed interface Part {

    /// @param cache the cache marker behind it, as Anthropic writes it
    record Text(Raw text, List<Citation> citations, @Nullable Raw cache) implements Part {
        public Text {
            citations = List.copyOf(citations);
        }

        public static Text of(Raw text) {
            return new Text(text, List.of(), null);
        }
    }

    /// @param detail how closely to look, in OpenAI's words
    record Image(Media source, @Nullable Raw detail, @Nullable Raw cache) implements Part {}

    /// @param name the file's name or title
    /// @param cited whether the answer shall cite it
    record Document(
            Media source,
            @Nullable Raw name,
            @Nullable Raw context,
            boolean cited,
            @Nullable Raw cache)
            implements Part {}

    record Audio(Media source) implements Part {}

    record Video(Media source) implements Part {}

    /// The model asks for a tool.
    ///
    /// @param arguments a JSON object
    record ToolCall(String id, String name, Raw arguments, @Nullable Raw cache) implements Part {}

    /// What a tool gave back.
    ///
    /// @param name the tool, when the client says it
    /// @param content texts, images and documents
    /// @param failed whether the tool says that it failed
    record ToolResult(
            String callId,
            @Nullable String name,
            List<Part> content,
            boolean failed,
            @Nullable Raw cache)
            implements Part {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    /// Reasoning that the model shows, or seals. It belongs in front of what it led to.
    ///
    /// @param text what is readable, may be empty
    /// @param signature what proves it to the provider that made it; for sealed reasoning the sealed
    ///     text itself
    /// @param maker whose signature it is; others can't read it
    /// @param sealed whether only the maker can read it
    record Thinking(Raw text, @Nullable Raw signature, Dialect maker, boolean sealed)
            implements Part {}

    /// The model declines, in these words.
    record Declined(Raw text) implements Part {}
}
