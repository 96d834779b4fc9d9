package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Signatures;
import dev.cardea.model.Dialect;
import org.jspecify.annotations.Nullable;

/// Writes the parts of an answer. The signature of a thought goes on the function call or the image
/// that follows it, where clients keep it; with none it stays on the thought.
final class AnswerParts {
    private final JsonOut out;
    private @Nullable Raw signature;

    AnswerParts(JsonOut out) {
        this.out = out;
    }

    /// @param next the part behind it
    void part(Part part, @Nullable Part next) {
        switch (part) {
            case Part.Text(var text, _, _) -> out.object().field("text", text).end();
            case Part.Declined(var text) -> out.object().field("text", text).end();
            case Part.Thinking thinking -> {
                boolean signs = thinking.signature() != null || thinking.maker() != Dialect.GEMINI;
                Raw carried = signs ? Signatures.carry(thinking, Dialect.GEMINI) : null;
                boolean later = carries(next) && !thinking.sealed();
                if (later) {
                    signature = carried;
                }
                if (!later || !thinking.text().isEmptyText()) {
                    out.object().field("text", thinking.text()).field("thought", true);
                    out.maybe("thoughtSignature", later ? null : carried).end();
                }
            }
            case Part.ToolCall(var id, var name, var arguments, _) -> {
                call(id, name, arguments, signature);
                signature = null;
            }
            case Part.Image _, Part.Document _, Part.Audio _, Part.Video _ -> {
                MediaParts.write(part, signature, out);
                signature = null;
            }
            case Part.ToolResult _ -> {}
        }
    }

    private static boolean carries(@Nullable Part part) {
        return switch (part) {
            case Part.ToolCall _, Part.Image _, Part.Document _, Part.Audio _, Part.Video _ -> true;
            case Part.Text _, Part.Declined _, Part.Thinking _, Part.ToolResult _ -> false;
            case null -> false;
        };
    }

    void call(String id, String name, Raw arguments, @Nullable Raw signed) {
        out.object().object("functionCall").field("id", id).field("name", name);
        out.field("args", arguments).end().maybe("thoughtSignature", signed).end();
    }
}
