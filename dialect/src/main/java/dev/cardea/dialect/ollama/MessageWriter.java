package dev.cardea.dialect.ollama;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the messages of Ollama's chat: a content that is one text, and images beside it. Tool results
/// name their tool; images that tools returned go into the user's message behind them.
final class MessageWriter {
    private final Losses losses;
    private final JsonOut out;

    /// The tool that each call asked for.
    private final Map<String, String> called = new HashMap<>();

    MessageWriter(Losses losses, JsonOut out) {
        this.losses = losses;
        this.out = out;
    }

    void messages(ChatRequest request) {
        out.array("messages");
        if (!request.system().isEmpty()) {
            out.object().field("role", "system");
            List<Raw> texts = new ArrayList<>();
            for (Part.Text text : request.system()) {
                cache(text.cache());
                texts.add(text.text());
            }
            joined("content", texts, "\n\n");
            out.end();
        }
        for (Turn turn : ShownMedia.moved(request.turns())) {
            switch (turn.role()) {
                case SYSTEM -> said("system", turn.parts());
                case USER -> user(turn.parts());
                case ASSISTANT -> said("assistant", turn.parts());
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
                String tool = result.name() == null ? called.get(result.callId()) : result.name();
                out.object().field("role", "tool").maybe("tool_name", tool);
                out.field("tool_call_id", result.callId());
                joined("content", media.texts().stream().map(Part.Text::text).toList(), "");
                out.end();
            } else {
                rest.add(part);
            }
        }
        images.addAll(rest);
        said("user", images);
    }

    private void said(String role, List<Part> parts) {
        List<Raw> texts = new ArrayList<>();
        List<Raw> thoughts = new ArrayList<>();
        List<Raw> images = new ArrayList<>();
        List<Part.ToolCall> calls = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Text(var text, _, var cache) -> {
                    cache(cache);
                    texts.add(text);
                }
                case Part.Declined(var text) -> texts.add(text);
                case Part.Image(Media.Inline(_, var base64), var detail, var cache) -> {
                    losses.hintIf(detail != null, Field.IMAGE_DETAIL);
                    cache(cache);
                    images.add(base64);
                }
                case Part.Image(Media.Stored _, _, _) -> losses.meaning(Field.FILE);
                case Part.Image _ -> losses.meaning(Field.IMAGE);
                case Part.Document(Media.Plain(var text), _, var context, var cited, var cache) -> {
                    losses.hintIf(context != null, Field.DOCUMENT_CONTEXT);
                    losses.hintIf(cited, Field.CITATIONS);
                    cache(cache);
                    texts.add(text);
                }
                case Part.Document(Media.Stored _, _, _, _, _) -> losses.meaning(Field.FILE);
                case Part.Document _ -> losses.meaning(Field.DOCUMENT);
                case Part.Audio _ -> losses.meaning(Field.AUDIO);
                case Part.Video _ -> losses.meaning(Field.VIDEO);
                case Part.ToolCall call -> {
                    cache(call.cache());
                    called.put(call.id(), call.name());
                    calls.add(call);
                }
                case Part.ToolResult _ -> losses.meaning(Field.TOOLS);
                case Part.Thinking thinking -> {
                    if (thinking.maker() == Dialect.OPENAI
                            && thinking.signature() == null
                            && !thinking.text().isEmptyText()) {
                        thoughts.add(thinking.text());
                    } else {
                        losses.hint(Field.THINKING);
                    }
                }
            }
        }
        if (texts.isEmpty() && images.isEmpty() && calls.isEmpty()) {
            return;
        }
        out.object().field("role", role);
        joined("content", texts, role.equals("assistant") ? "" : "\n\n");
        if (!thoughts.isEmpty()) {
            joined("thinking", thoughts, "");
        }
        if (!images.isEmpty()) {
            out.array("images");
            images.forEach(out::value);
            out.endList();
        }
        toolCalls(calls);
        out.end();
    }

    private void toolCalls(List<Part.ToolCall> calls) {
        if (calls.isEmpty()) {
            return;
        }
        out.array("tool_calls");
        for (Part.ToolCall call : calls) {
            out.object().field("id", call.id()).object("function").field("name", call.name());
            out.field("arguments", call.arguments()).end().end();
        }
        out.endList();
    }

    private void joined(String name, List<Raw> texts, String between) {
        out.name(name).openText();
        boolean first = true;
        for (Raw text : texts) {
            if (!first) {
                out.inner(between);
            }
            out.inner(text);
            first = false;
        }
        out.closeText();
    }

    private void cache(@Nullable Raw cache) {
        losses.hintIf(cache != null, Field.CACHE_MARKER);
    }
}
