package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Turn;
import dev.cardea.dialect.hub.Turn.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes `system` and `messages`. Turns of one role that follow each other become one message, so
/// that all results of parallel tool calls stand together. Instructions in the middle of a
/// conversation move to its front, which is listed.
final class TurnWriter {
    private final boolean claude;
    private final Losses losses;
    private final JsonOut out;
    private final BlockWriter blocks;

    TurnWriter(boolean claude, Losses losses, JsonOut out) {
        this.claude = claude;
        this.losses = losses;
        this.out = out;
        blocks = new BlockWriter(losses, out);
    }

    void write(ChatRequest request) {
        system(request);
        out.array("messages");
        Role open = Role.SYSTEM;
        for (Turn turn : request.turns()) {
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
            parts.forEach(blocks::block);
        }
        if (open != Role.SYSTEM) {
            out.endList().end();
        }
        out.endList();
    }

    private void system(ChatRequest request) {
        List<Part.Text> texts = new ArrayList<>(request.system());
        for (Turn turn : request.turns()) {
            if (turn.role() != Role.SYSTEM) {
                continue;
            }
            losses.hint(Field.SYSTEM_LATER);
            for (Part part : turn.parts()) {
                if (part instanceof Part.Text text) {
                    texts.add(text);
                }
            }
        }
        texts.removeIf(text -> text.text().isEmptyText());
        if (texts.isEmpty()) {
            return;
        }
        out.array("system");
        texts.forEach(blocks::block);
        out.endList();
    }

    /// Without empty texts, which Bedrock refuses, and without thinking of other makers, whose
    /// signatures it would refuse; tool results first.
    private List<Part> said(Turn turn) {
        List<Part> results = new ArrayList<>();
        List<Part> others = new ArrayList<>();
        for (Part part : turn.parts()) {
            switch (part) {
                case Part.ToolResult result -> results.add(result);
                case Part.Text(var text, _, _) when text.isEmptyText() -> {}
                case Part.Thinking thinking when !claude || !ModelReasoning.isSigned(thinking) ->
                        losses.hint(Field.THINKING);
                default -> others.add(part);
            }
        }
        results.addAll(others);
        return results;
    }

    /// A cache marker is a block of its own, behind what it marks.
    static void cachePoint(@Nullable Raw cache, JsonOut out) {
        if (cache != null) {
            out.object().object("cachePoint").field("type", "default");
            if (cache.json().contains("\"1h\"")) {
                out.field("ttl", "1h");
            }
            out.end().end();
        }
    }
}
