package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.ShownMedia;
import dev.cardea.dialect.hub.Turn;
import dev.cardea.model.Dialect;
import java.util.ArrayList;
import java.util.List;

/// Writes the messages of a Chat Completions request. A user's turn with tool results becomes one
/// `tool` message per result, then the user's own message; images that tools returned go into the
/// latter, because a `tool` message holds texts only. Mistral's holds images too, but there the model
/// has to speak before the user does (error 3230).
final class MessageWriter {
    private static final String BRIDGE = "Done.";

    private final Flavour flavour;
    private final Losses losses;
    private final JsonOut out;
    private final ContentWriter contents;
    private final boolean reasons;
    private boolean afterTool;

    /// @param reasons whether the model is one that takes back what it thought
    MessageWriter(Flavour flavour, boolean reasons, Losses losses, JsonOut out) {
        this.flavour = flavour;
        this.reasons = reasons;
        this.losses = losses;
        this.out = out;
        this.contents = new ContentWriter(flavour, losses, out);
    }

    void messages(ChatRequest request) {
        out.array("messages");
        if (!request.system().isEmpty()) {
            out.object().field("role", "system").name("content").openText();
            boolean first = true;
            for (Part.Text text : request.system()) {
                losses.hintIf(text.cache() != null, Field.CACHE_MARKER);
                if (!first) {
                    out.inner("\n\n");
                }
                out.inner(text.text());
                first = false;
            }
            out.closeText().end();
        }
        for (Turn turn : ShownMedia.moved(request.turns())) {
            switch (turn.role()) {
                case SYSTEM -> said("system", turn.parts());
                case USER -> user(turn.parts());
                case ASSISTANT -> assistant(turn.parts());
            }
        }
        out.endList();
    }

    private void said(String role, List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        if (afterTool && flavour == Flavour.MISTRAL) {
            out.object().field("role", "assistant").field("content", BRIDGE).end();
        }
        afterTool = false;
        out.object().field("role", role).name("content");
        contents.content(parts);
        out.end();
    }

    private void user(List<Part> parts) {
        List<Part> rest = new ArrayList<>();
        List<Part> images = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.ToolResult result) {
                toolResult(result, images);
            } else {
                rest.add(part);
            }
        }
        images.addAll(rest);
        said("user", images);
    }

    private void toolResult(Part.ToolResult result, List<Part> images) {
        losses.hintIf(result.failed(), Field.TOOL_ERROR);
        losses.hintIf(result.cache() != null, Field.CACHE_MARKER);
        List<Part> texts = new ArrayList<>();
        int before = images.size();
        for (Part part : result.content()) {
            boolean here = part instanceof Part.Text || flavour == Flavour.MISTRAL;
            (here ? texts : images).add(part);
        }
        if (images.size() > before) {
            images.add(
                    before,
                    Part.Text.of(Raw.text("What tool call " + result.callId() + " returned:")));
            if (texts.isEmpty()) {
                texts.add(Part.Text.of(Raw.text("(in the next message)")));
            }
        }
        out.object()
                .field("role", "tool")
                .field("tool_call_id", flavour.callId(result.callId()))
                .name("content");
        if (texts.isEmpty()) {
            out.value(Raw.EMPTY_TEXT);
        } else {
            contents.content(texts);
        }
        out.end();
        afterTool = true;
    }

    private void assistant(List<Part> parts) {
        List<Part.ToolCall> calls = new ArrayList<>();
        List<Part.Text> texts = new ArrayList<>();
        Part.Declined declined = null;
        List<Raw> reasoning = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.ToolCall call -> calls.add(call);
                case Part.Text text -> texts.add(text);
                case Part.Declined refusal -> declined = refusal;
                case Part.Thinking thinking -> {
                    if (thinking.maker() == Dialect.OPENAI
                            && !thinking.text().isEmptyText()
                            && (reasons || flavour != Flavour.MISTRAL)) {
                        reasoning.add(thinking.text());
                    } else {
                        losses.hint(Field.THINKING);
                    }
                }
                case Part.Image _ -> losses.meaning(Field.IMAGE);
                case Part.Document _ -> losses.meaning(Field.DOCUMENT);
                case Part.Audio _ -> losses.meaning(Field.AUDIO);
                case Part.Video _ -> losses.meaning(Field.VIDEO);
                case Part.ToolResult _ -> losses.meaning(Field.TOOLS);
            }
        }
        if (texts.isEmpty() && calls.isEmpty() && declined == null) {
            return;
        }
        afterTool = false;
        out.object().field("role", "assistant").name("content");
        if (flavour == Flavour.MISTRAL && !reasoning.isEmpty()) {
            chunks(reasoning, texts);
        } else {
            joined(texts);
            if (!reasoning.isEmpty()) {
                out.name("reasoning_content").openText();
                reasoning.forEach(out::inner);
                out.closeText();
            }
        }
        if (declined != null) {
            out.field("refusal", declined.text());
        }
        if (!calls.isEmpty()) {
            toolCalls(calls);
        }
        out.end();
    }

    /// Mistral's form of an answer with reasoning; it refuses `reasoning_content`.
    private void chunks(List<Raw> reasoning, List<Part.Text> texts) {
        out.list().object().field("type", "thinking").array("thinking");
        for (Raw text : reasoning) {
            out.object().field("type", "text").field("text", text).end();
        }
        out.endList().end();
        if (!texts.isEmpty()) {
            out.object().field("type", "text").name("text");
            joined(texts);
            out.end();
        }
        out.endList();
    }

    private void joined(List<Part.Text> texts) {
        if (texts.isEmpty()) {
            out.nothing();
            return;
        }
        out.openText();
        for (Part.Text text : texts) {
            losses.hintIf(text.cache() != null, Field.CACHE_MARKER);
            out.inner(text.text());
        }
        out.closeText();
    }

    private void toolCalls(List<Part.ToolCall> calls) {
        out.array("tool_calls");
        for (Part.ToolCall call : calls) {
            losses.hintIf(call.cache() != null, Field.CACHE_MARKER);
            out.object()
                    .field("id", flavour.callId(call.id()))
                    .field("type", "function")
                    .object("function");
            out.field("name", call.name()).name("arguments").quoted(call.arguments());
            out.end().end();
        }
        out.endList();
    }
}
