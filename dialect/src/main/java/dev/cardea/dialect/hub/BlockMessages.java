package dev.cardea.dialect.hub;

import dev.cardea.dialect.hub.Turn.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Writes `system` and `messages` as lists of content blocks, as Anthropic and Bedrock have them. Turns
/// of one role that follow each other become one message, so that all results of parallel tool calls
/// stand together. Instructions in the middle of a conversation move to its front, which is listed.
///
/// @param block writes a block
/// @param readable whether the model can read a thought: it refuses the signatures of other makers
public record BlockMessages(
        Losses losses, JsonOut out, Consumer<Part> block, Predicate<Part.Thinking> readable) {

    public void write(ChatRequest request) {
        List<Part.Text> system = instructions(request, losses);
        system.removeIf(text -> text.text().isEmptyText());
        if (!system.isEmpty()) {
            out.array("system");
            system.forEach(block);
            out.endList();
        }
        out.array("messages");
        Role open = Role.SYSTEM;
        for (Turn turn : ShownMedia.moved(request.turns())) {
            List<Part> parts = said(turn);
            if (turn.role() == Role.SYSTEM || parts.isEmpty()) {
                continue;
            }
            if (turn.role() != open) {
                if (open != Role.SYSTEM) {
                    out.endList().end();
                }
                open = turn.role();
                out.object().field("role", open == Role.USER ? "user" : "assistant");
                out.array("content");
            }
            parts.forEach(block);
        }
        if (open != Role.SYSTEM) {
            out.endList().end();
        }
        out.endList();
    }

    /// All instructions, those from the middle of the conversation too, for dialects that know them at
    /// its front only. The list is the caller's.
    public static List<Part.Text> instructions(ChatRequest request, Losses losses) {
        List<Part.Text> texts = new ArrayList<>(request.system());
        for (Turn turn : request.turns()) {
            if (turn.role() == Role.SYSTEM) {
                losses.hint(Field.SYSTEM_LATER);
                for (Part part : turn.parts()) {
                    if (part instanceof Part.Text text) {
                        texts.add(text);
                    }
                }
            }
        }
        return texts;
    }

    /// Without empty texts, which both refuse; tool results first, as Anthropic demands.
    private List<Part> said(Turn turn) {
        List<Part> results = new ArrayList<>();
        List<Part> others = new ArrayList<>();
        for (Part part : turn.parts()) {
            switch (part) {
                case Part.ToolResult result -> results.add(result);
                case Part.Text(var text, _, _) when text.isEmptyText() -> {}
                case Part.Thinking thinking when !readable.test(thinking) ->
                        losses.hint(Field.THINKING);
                default -> others.add(part);
            }
        }
        results.addAll(others);
        return results;
    }
}
