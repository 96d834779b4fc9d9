package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.BlockMessages;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes the content blocks of a request. Bytes stand in it in base64, or lie in S3; Bedrock fetches
/// no other addresses.
final class BlockWriter {
    private final Losses losses;
    private final JsonOut out;
    private int documents;

    BlockWriter(Losses losses, JsonOut out) {
        this.losses = losses;
        this.out = out;
    }

    /// What writes a conversation of such blocks.
    ///
    /// @param claude whether the model takes back what it thought
    static BlockMessages messages(boolean claude, Losses losses, JsonOut out) {
        return new BlockMessages(
                losses,
                out,
                new BlockWriter(losses, out)::block,
                thought -> claude && ModelReasoning.isSigned(thought));
    }

    void block(Part part) {
        switch (part) {
            case Part.Text(var text, _, var cache) -> {
                out.object().field("text", text).end();
                cachePoint(cache, out);
            }
            case Part.Image(var source, var detail, var cache) -> {
                losses.hintIf(detail != null, Field.IMAGE_DETAIL);
                media("image", source, Formats::image, Field.IMAGE);
                cachePoint(cache, out);
            }
            case Part.Video(var source) -> media("video", source, Formats::video, Field.VIDEO);
            case Part.Audio(var source) -> media("audio", source, Formats::audio, Field.AUDIO);
            case Part.Document document -> document(document);
            case Part.ToolCall(var id, var name, var arguments, var cache) -> {
                out.object().object("toolUse").field("toolUseId", id(id)).field("name", name);
                out.field("input", arguments).end().end();
                cachePoint(cache, out);
            }
            case Part.ToolResult result -> result(result);
            case Part.Thinking thinking -> thinking(thinking);
            case Part.Declined(var text) -> out.object().field("text", text).end();
        }
    }

    /// Ids are up to 64 letters, digits, `_` and `-`; other characters of other providers' ids become
    /// `_`.
    private static String id(String id) {
        String clean = id.replaceAll("[^a-zA-Z0-9_-]", "_");
        return clean.length() <= 64 ? clean : clean.substring(clean.length() - 64);
    }

    /// What a block calls the format of a MIME type.
    private interface Format {
        Optional<String> of(String type);
    }

    private void media(String name, Media source, Format formats, Field field) {
        Optional<String> format =
                type(source).flatMap(type -> formats.of(type.toLowerCase(Locale.ROOT)));
        if (format.isEmpty() || !reachable(source)) {
            losses.meaning(field);
            return;
        }
        out.object().object(name).field("format", format.get());
        source(source);
        out.end().end();
    }

    private static Optional<String> type(Media source) {
        return switch (source) {
            case Media.Inline(var type, _) -> Optional.of(type);
            case Media.Remote(var url, var type) ->
                    type == null ? Formats.ofName(url.text()) : Optional.of(type);
            case Media.Stored _ -> Optional.empty();
            case Media.Plain _ -> Optional.of("text/plain");
        };
    }

    /// It fetches no addresses but such in S3, and those with the rights of the provider's credential.
    private static boolean reachable(Media source) {
        return source instanceof Media.Inline || source instanceof Media.Plain;
    }

    private void source(Media source) {
        out.object("source");
        switch (source) {
            case Media.Inline(_, var base64) -> out.field("bytes", base64);
            case Media.Plain(var text) ->
                    out.field("bytes", Base64.getEncoder().encodeToString(text.content()));
            case Media.Remote _, Media.Stored _ -> losses.meaning(Field.FILE);
        }
        out.end();
    }

    private void document(Part.Document document) {
        Optional<String> format = type(document.source()).flatMap(Formats::document);
        if (format.isEmpty() || !reachable(document.source())) {
            losses.meaning(document.source() instanceof Media.Stored ? Field.FILE : Field.DOCUMENT);
            return;
        }
        documents++;
        out.object().object("document").field("format", format.get());
        out.field("name", documentName(document.name()));
        source(document.source());
        out.maybe("context", document.context());
        if (document.cited()) {
            out.object("citations").field("enabled", true).end();
        }
        out.end().end();
        cachePoint(document.cache(), out);
    }

    /// Names are unique, and of letters, digits, single blanks, hyphens, and brackets.
    private String documentName(@Nullable Raw given) {
        String name =
                (given == null ? "document" : given.text())
                        .replaceAll("[^a-zA-Z0-9()\\[\\] -]", "-")
                        .replaceAll("\\s+", " ")
                        .strip();
        String clean = name.isEmpty() ? "document" : name;
        String cut = clean.length() > 190 ? clean.substring(0, 190) : clean;
        return documents == 1 ? cut : cut + " (" + documents + ")";
    }

    private void result(Part.ToolResult result) {
        out.object().object("toolResult").field("toolUseId", id(result.callId()));
        out.array("content");
        if (result.content().isEmpty()) {
            out.object().field("text", "(nothing)").end();
        }
        result.content().forEach(this::block);
        out.endList();
        if (result.failed()) {
            out.field("status", "error");
        }
        out.end().end();
        cachePoint(result.cache(), out);
    }

    /// What its maker signed or sealed. The sealed text is a blob here, so base64 of what Anthropic
    /// gives out.
    private void thinking(Part.Thinking thinking) {
        out.object().object("reasoningContent");
        Raw signature = thinking.signature();
        if (thinking.sealed() && signature != null) {
            out.field("redactedContent", Base64.getEncoder().encodeToString(signature.content()));
        } else {
            out.object("reasoningText").field("text", thinking.text());
            out.maybe("signature", signature).end();
        }
        out.end().end();
    }

    /// The sealed text in a blob.
    static Raw sealed(Raw base64) {
        try {
            byte[] decoded = Base64.getDecoder().decode(base64.content());
            return Raw.text(new String(decoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return base64;
        }
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
