package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.BlockMessages;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Writes the content blocks of a request.
final class BlockWriter {
    private final Losses losses;
    private final JsonOut out;

    BlockWriter(Losses losses, JsonOut out) {
        this.losses = losses;
        this.out = out;
    }

    /// What writes a conversation of such blocks.
    static BlockMessages messages(Losses losses, JsonOut out) {
        return new BlockMessages(
                losses,
                out,
                new BlockWriter(losses, out)::block,
                thought -> thought.maker() == Dialect.ANTHROPIC && thought.signature() != null);
    }

    void block(Part part) {
        switch (part) {
            case Part.Text(var text, _, var cache) -> {
                out.object().field("type", "text").field("text", text);
                out.maybe("cache_control", cache).end();
            }
            case Part.Image(var source, var detail, var cache) -> {
                losses.hintIf(detail != null, Field.IMAGE_DETAIL);
                out.object().field("type", "image");
                source(source);
                out.maybe("cache_control", cache).end();
            }
            case Part.Document document -> document(document);
            case Part.ToolCall(var id, var name, var arguments, var cache) -> {
                out.object().field("type", "tool_use").field("id", id(id)).field("name", name);
                out.field("input", arguments).maybe("cache_control", cache).end();
            }
            case Part.ToolResult result -> result(result);
            case Part.Thinking thinking -> thinking(thinking);
            case Part.Declined(var text) -> {
                out.object().field("type", "text").field("text", text).end();
            }
            case Part.Audio _ -> losses.meaning(Field.AUDIO);
            case Part.Video _ -> losses.meaning(Field.VIDEO);
        }
    }

    /// Ids hold letters, digits, `_` and `-`; other characters of other providers' ids become `_`.
    private static String id(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean fits =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '_'
                            || c == '-';
            if (!fits) {
                return id.replaceAll("[^a-zA-Z0-9_-]", "_");
            }
        }
        return id;
    }

    private void source(Media source) {
        switch (source) {
            case Media.Inline(var type, var base64) when type.startsWith("text/") ->
                    source(new Media.Plain(decoded(base64)));
            case Media.Inline(var type, var base64) -> {
                out.object("source").field("type", "base64").field("media_type", type);
                out.field("data", base64).end();
            }
            case Media.Remote(var url, _) -> {
                out.object("source").field("type", "url").field("url", url).end();
            }
            case Media.Plain(var text) -> {
                out.object("source").field("type", "text").field("media_type", "text/plain");
                out.field("data", text).end();
            }
            case Media.Stored _ -> losses.meaning(Field.FILE);
        }
    }

    private static Raw decoded(Raw base64) {
        try {
            return Raw.text(
                    new String(
                            Base64.getDecoder().decode(base64.content()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            throw TranslationFault.malformed("a document's data must be base64");
        }
    }

    private void document(Part.Document document) {
        out.object().field("type", "document");
        source(document.source());
        out.maybe("title", document.name()).maybe("context", document.context());
        if (document.cited()) {
            out.object("citations").field("enabled", true).end();
        }
        out.maybe("cache_control", document.cache()).end();
    }

    private void result(Part.ToolResult result) {
        out.object().field("type", "tool_result").field("tool_use_id", id(result.callId()));
        Raw only = onlyText(result);
        if (only != null) {
            out.field("content", only);
        } else if (!result.content().isEmpty()) {
            out.array("content");
            result.content().forEach(this::block);
            out.endList();
        }
        if (result.failed()) {
            out.field("is_error", true);
        }
        out.maybe("cache_control", result.cache()).end();
    }

    private static @Nullable Raw onlyText(Part.ToolResult result) {
        return result.content().size() == 1
                        && result.content().getFirst() instanceof Part.Text(var text, _, var cache)
                        && cache == null
                ? text
                : null;
    }

    /// What its maker signed or sealed.
    private void thinking(Part.Thinking thinking) {
        if (thinking.sealed()) {
            out.object().field("type", "redacted_thinking");
            out.maybe("data", thinking.signature()).end();
        } else {
            out.object().field("type", "thinking").field("thinking", thinking.text());
            out.maybe("signature", thinking.signature()).end();
        }
    }
}
