package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.Arguments;
import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Signatures;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads content blocks, of requests and of answers alike.
final class BlockReader {
    private final ChatRequestBuilder to;
    private final String place;
    private @Nullable Raw text;
    private @Nullable Raw signature;
    private @Nullable Raw title;
    private @Nullable Raw context;
    private @Nullable Raw cache;
    private @Nullable Media media;
    private String id = "";
    private String name = "";
    private Raw input = Raw.EMPTY_OBJECT;
    private List<Part> content = List.of();
    private List<Citation> citations = List.of();
    private boolean cited;
    private boolean failed;

    private BlockReader(ChatRequestBuilder to, String place) {
        this.to = to;
        this.place = place;
    }

    /// Reads a text, or a list of blocks.
    ///
    /// @param to takes what has no neutral form
    /// @param place where it is, for those names
    static List<Part> content(JsonIn in, ChatRequestBuilder to, String place) {
        if (in.isText()) {
            return List.of(Part.Text.of(in.raw()));
        }
        List<Part> parts = new ArrayList<>();
        in.array();
        while (in.element()) {
            Part part = new BlockReader(to, place).block(in);
            if (part != null) {
                parts.add(part);
            }
        }
        return parts;
    }

    private @Nullable Part block(JsonIn in) {
        String type = "";
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            switch (member) {
                case "type" -> type = in.string();
                case "text", "thinking", "data" -> text = in.text();
                case "signature" -> signature = in.text();
                case "title" -> title = in.text();
                case "context" -> context = in.text();
                case "cache_control" -> cache = in.raw();
                case "source" -> source(in);
                case "id", "tool_use_id" -> id = in.string();
                case "name" -> name = in.string();
                case "input" -> input = Arguments.object(in.raw());
                case "content" -> nested(in);
                case "is_error" -> failed = in.bool();
                case "citations" -> citations(in);
                default -> in.skip();
            }
        }
        return switch (type) {
            case "text" -> new Part.Text(needed(text, "text"), citations, cache);
            case "image" -> new Part.Image(needed(media, "source"), null, cache);
            case "document" ->
                    new Part.Document(needed(media, "source"), title, context, cited, cache);
            case "tool_use" -> new Part.ToolCall(id, name, input, cache);
            case "tool_result" -> new Part.ToolResult(id, null, content, failed, cache);
            case "thinking" -> {
                to.wrote(Field.THINKING, place + ".thinking");
                yield Signatures.thinking(
                        needed(text, "thinking"), signature, Dialect.ANTHROPIC, false);
            }
            case "redacted_thinking" -> {
                to.wrote(Field.THINKING, place + ".redacted_thinking");
                yield Signatures.thinking(
                        Raw.EMPTY_TEXT, needed(text, "data"), Dialect.ANTHROPIC, true);
            }
            default -> {
                to.meaning(place + ".type=" + type, Raw.EMPTY_OBJECT);
                yield null;
            }
        };
    }

    private static <T> T needed(@Nullable T value, String member) {
        if (value == null) {
            throw TranslationFault.malformed("a content block has no '" + member + "'");
        }
        return value;
    }

    private void nested(JsonIn in) {
        if (in.isText() || in.isArray()) {
            content = content(in, to, place + ".content");
        } else {
            in.skip();
        }
    }

    private void source(JsonIn in) {
        if (!in.isObject()) {
            in.skip();
            return;
        }
        String type = "";
        String mime = "";
        Raw value = null;
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            switch (member) {
                case "type" -> type = in.string();
                case "media_type" -> mime = in.string();
                case "data", "url", "file_id" -> value = in.text();
                case "content" -> {
                    List<Part> parts = content(in, to, place + ".source.content");
                    if (parts.size() == 1
                            && parts.getFirst() instanceof Part.Text(var only, _, _)) {
                        value = only;
                    } else {
                        to.meaning(place + ".source.type=content", Raw.EMPTY_OBJECT);
                    }
                }
                default -> in.skip();
            }
        }
        if (value == null) {
            media = new Media.Plain(Raw.EMPTY_TEXT);
            return;
        }
        media =
                switch (type) {
                    case "base64" -> new Media.Inline(mime, value);
                    case "url" -> new Media.Remote(value, mime.isEmpty() ? null : mime);
                    case "file" -> new Media.Stored(value);
                    case "text", "content" -> new Media.Plain(value);
                    default ->
                            throw TranslationFault.malformed(
                                    "a source's 'type' must be base64, url, file, text or content");
                };
    }

    /// A list of citations in an answer's text, a switch in a request's document.
    private void citations(JsonIn in) {
        if (in.isArray()) {
            citations = CitationBlocks.read(in);
            return;
        }
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            if (member.equals("enabled")) {
                cited = in.bool();
            } else {
                in.skip();
            }
        }
    }
}
