package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.BlockMessages;
import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Turn;
import dev.cardea.dialect.hub.Turn.Role;
import dev.cardea.model.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes `systemInstruction` and `contents`. Turns of one role that follow each other become one
/// content, so that the responses of parallel calls stand together.
final class ContentWriter {
    /// Google's word for a function call that another model made.
    static final Raw UNSIGNED = Raw.text("skip_thought_signature_validator");

    private final GeminiModel model;
    private final Losses losses;
    private final JsonOut out;
    private final Map<String, String> functions = new HashMap<>();
    private @Nullable Raw signature;
    private boolean called;

    ContentWriter(GeminiModel model, Losses losses, JsonOut out) {
        this.model = model;
        this.losses = losses;
        this.out = out;
    }

    void write(ChatRequest request) {
        system(request);
        out.array("contents");
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
                called = false;
                out.object().field("role", open == Role.USER ? "user" : "model").array("parts");
            }
            parts.forEach(this::part);
            signature = null;
        }
        if (open != Role.SYSTEM) {
            out.endList().end();
        }
        out.endList();
    }

    private void system(ChatRequest request) {
        List<Part.Text> texts = BlockMessages.instructions(request, losses);
        if (texts.isEmpty()) {
            return;
        }
        out.object("systemInstruction").array("parts");
        texts.forEach(this::part);
        out.endList().end();
    }

    /// Without empty texts and without thinking of other makers.
    private List<Part> said(Turn turn) {
        List<Part> parts = new ArrayList<>(turn.parts().size());
        for (Part part : turn.parts()) {
            switch (part) {
                case Part.Text(var text, _, _) when text.isEmptyText() -> {}
                case Part.Thinking thinking when thinking.maker() != Dialect.GEMINI ->
                        losses.hint(Field.THINKING);
                default -> parts.add(part);
            }
        }
        return parts;
    }

    private void part(Part part) {
        switch (part) {
            case Part.Text(var text, _, var cache) -> {
                cache(cache);
                signed(out.object().field("text", text)).end();
            }
            case Part.Declined(var text) -> out.object().field("text", text).end();
            case Part.Image(var source, var detail, var cache) -> {
                cache(cache);
                losses.hintIf(detail != null, Field.IMAGE_DETAIL);
                media(source, "image/jpeg", Field.IMAGE);
            }
            case Part.Document document -> {
                cache(document.cache());
                losses.hintIf(document.context() != null, Field.DOCUMENT_CONTEXT);
                losses.hintIf(document.cited(), Field.CITATIONS);
                media(document.source(), "application/pdf", Field.DOCUMENT);
            }
            case Part.Audio(var source) -> media(source, "audio/wav", Field.AUDIO);
            case Part.Video(var source) -> media(source, "video/mp4", Field.VIDEO);
            case Part.ToolCall call -> call(call);
            case Part.ToolResult result -> result(result);
            case Part.Thinking thinking -> {
                if (!thinking.text().isEmptyText()) {
                    out.object().field("text", thinking.text()).field("thought", true).end();
                }
                signature = thinking.signature();
            }
        }
    }

    private void cache(@Nullable Raw cache) {
        losses.hintIf(cache != null, Field.CACHE_MARKER);
    }

    private JsonOut signed(JsonOut part) {
        part.maybe("thoughtSignature", signature);
        signature = null;
        return part;
    }

    private void media(Media source, String guess, Field field) {
        if (source instanceof Media.Stored || !source.readableByAnybody()) {
            losses.meaning(source instanceof Media.Stored ? Field.FILE : field);
            return;
        }
        MediaParts.write(source, guess, signature, out);
        signature = null;
    }

    private void call(Part.ToolCall call) {
        cache(call.cache());
        functions.put(call.id(), call.name());
        if (model == GeminiModel.LEVEL && !called && signature == null) {
            signature = UNSIGNED;
        }
        called = true;
        out.object().object("functionCall").field("id", call.id()).field("name", call.name());
        out.field("args", call.arguments()).end();
        signed(out).end();
    }

    private void result(Part.ToolResult result) {
        cache(result.cache());
        String name = result.name();
        if (name == null) {
            name = functions.getOrDefault(result.callId(), "unknown");
        }
        List<Part> media = new ArrayList<>();
        out.object().object("functionResponse").field("id", result.callId());
        out.field("name", name).object("response");
        out.name(result.failed() ? "error" : "output").openText();
        for (Part part : result.content()) {
            if (part instanceof Part.Text(var text, _, var cache)) {
                cache(cache);
                out.inner(text);
            } else {
                media.add(part);
            }
        }
        out.closeText().end();
        if (model == GeminiModel.LEVEL && !media.isEmpty()) {
            out.array("parts");
            media.forEach(this::part);
            out.endList();
            media.clear();
        }
        out.end().end();
        media.forEach(this::part);
    }
}
