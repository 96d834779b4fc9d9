package dev.cardea.dialect.cohere;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.ShownMedia;
import dev.cardea.dialect.hub.ToolMedia;
import dev.cardea.dialect.hub.Turn;
import dev.cardea.model.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the messages of Cohere's Chat v2. What an assistant says beside its tool calls is its
/// `tool_plan`; images that tools returned go into the user's message behind the results.
final class MessageWriter {
    private final Losses losses;
    private final JsonOut out;

    MessageWriter(Losses losses, JsonOut out) {
        this.losses = losses;
        this.out = out;
    }

    void messages(ChatRequest request) {
        out.array("messages");
        if (!request.system().isEmpty()) {
            out.object().field("role", "system").name("content");
            joined(request.system(), "\n\n");
            out.end();
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

    private void user(List<Part> parts) {
        List<Part> rest = new ArrayList<>();
        List<Part> images = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.ToolResult result) {
                losses.hintIf(result.failed(), Field.TOOL_ERROR);
                cache(result.cache());
                ToolMedia media = ToolMedia.of(result);
                images.addAll(media.rest());
                out.object().field("role", "tool").field("tool_call_id", result.callId());
                out.name("content");
                joined(media.texts(), "");
                out.end();
            } else {
                rest.add(part);
            }
        }
        images.addAll(rest);
        said("user", images);
    }

    private void said(String role, List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        out.object().field("role", role).array("content");
        for (Part part : parts) {
            switch (part) {
                case Part.Text(var text, _, var cache) -> {
                    cache(cache);
                    text(text);
                }
                case Part.Declined(var text) -> text(text);
                case Part.Image(var source, var detail, var cache) -> {
                    cache(cache);
                    image(source, detail);
                }
                case Part.Document(Media.Plain(var text), _, var context, var cited, var cache) -> {
                    losses.hintIf(context != null, Field.DOCUMENT_CONTEXT);
                    losses.hintIf(cited, Field.CITATIONS);
                    cache(cache);
                    text(text);
                }
                case Part.Document(Media.Stored _, _, _, _, _) -> losses.meaning(Field.FILE);
                case Part.Document _ -> losses.meaning(Field.DOCUMENT);
                case Part.Audio _ -> losses.meaning(Field.AUDIO);
                case Part.Video _ -> losses.meaning(Field.VIDEO);
                case Part.ToolCall _, Part.ToolResult _ -> losses.meaning(Field.TOOLS);
                case Part.Thinking _ -> losses.hint(Field.THINKING);
            }
        }
        out.endList().end();
    }

    private void text(Raw text) {
        out.object().field("type", "text").field("text", text).end();
    }

    private void image(Media source, @Nullable Raw detail) {
        switch (source) {
            case Media.Inline(var type, var base64) -> {
                out.object().field("type", "image_url").object("image_url").name("url").openText();
                out.inner("data:").inner(type).inner(";base64,").inner(base64).closeText();
                out.maybe("detail", detail).end().end();
            }
            case Media.Remote(var url, _) -> {
                out.object().field("type", "image_url").object("image_url").field("url", url);
                out.maybe("detail", detail).end().end();
            }
            case Media.Stored _ -> losses.meaning(Field.FILE);
            case Media.Plain _ -> losses.meaning(Field.IMAGE);
        }
    }

    private void assistant(List<Part> parts) {
        List<Part.ToolCall> calls = new ArrayList<>();
        List<Part.Text> texts = new ArrayList<>();
        List<Raw> thoughts = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.ToolCall call -> calls.add(call);
                case Part.Text text -> texts.add(text);
                case Part.Declined(var text) -> texts.add(Part.Text.of(text));
                case Part.Thinking thinking -> {
                    if (thinking.maker() == Dialect.OPENAI
                            && thinking.signature() == null
                            && !thinking.text().isEmptyText()) {
                        thoughts.add(thinking.text());
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
        if (texts.isEmpty() && calls.isEmpty()) {
            return;
        }
        out.object().field("role", "assistant");
        content(thoughts, calls.isEmpty() ? texts : List.of());
        if (!calls.isEmpty()) {
            if (!texts.isEmpty()) {
                out.name("tool_plan");
                joined(texts, "");
            }
            toolCalls(calls);
        }
        out.end();
    }

    private void content(List<Raw> thoughts, List<Part.Text> texts) {
        if (thoughts.isEmpty() && texts.isEmpty()) {
            return;
        }
        out.array("content");
        for (Raw thought : thoughts) {
            out.object().field("type", "thinking").field("thinking", thought).end();
        }
        for (Part.Text text : texts) {
            cache(text.cache());
            text(text.text());
        }
        out.endList();
    }

    private void toolCalls(List<Part.ToolCall> calls) {
        out.array("tool_calls");
        for (Part.ToolCall call : calls) {
            cache(call.cache());
            out.object().field("id", call.id()).field("type", "function").object("function");
            out.field("name", call.name()).name("arguments").quoted(call.arguments());
            out.end().end();
        }
        out.endList();
    }

    private void joined(List<Part.Text> texts, String between) {
        out.openText();
        boolean first = true;
        for (Part.Text text : texts) {
            cache(text.cache());
            if (!first) {
                out.inner(between);
            }
            out.inner(text.text());
            first = false;
        }
        out.closeText();
    }

    private void cache(@Nullable Raw cache) {
        losses.hintIf(cache != null, Field.CACHE_MARKER);
    }
}
