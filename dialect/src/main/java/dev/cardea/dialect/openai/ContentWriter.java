package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a message's content: a text where one is enough, because many compatible servers know
/// nothing else, else a list of parts.
final class ContentWriter {
    private final Flavour flavour;
    private final Losses losses;
    private final JsonOut out;

    ContentWriter(Flavour flavour, Losses losses, JsonOut out) {
        this.flavour = flavour;
        this.losses = losses;
        this.out = out;
    }

    void content(List<Part> parts) {
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Text text) {
            cache(text.cache());
            out.value(text.text());
            return;
        }
        out.list();
        parts.forEach(this::part);
        out.endList();
    }

    private void part(Part part) {
        switch (part) {
            case Part.Text text -> {
                cache(text.cache());
                text(text.text());
            }
            case Part.Image image -> image(image);
            case Part.Document document -> document(document);
            case Part.Audio(var source) -> audio(source);
            case Part.Video(var source) -> {
                out.object().field("type", "video_url").object("video_url");
                url(source, Field.VIDEO);
                out.end().end();
            }
            case Part.Declined(var text) ->
                    out.object().field("type", "refusal").field("refusal", text).end();
            case Part.ToolCall _, Part.ToolResult _ -> losses.meaning(Field.TOOLS);
            case Part.Thinking _ -> losses.hint(Field.THINKING);
        }
    }

    private void text(Raw text) {
        out.object().field("type", "text").field("text", text).end();
    }

    private void cache(@Nullable Raw cache) {
        losses.hintIf(cache != null, Field.CACHE_MARKER);
    }

    private void image(Part.Image image) {
        cache(image.cache());
        if (image.source() instanceof Media.Stored) {
            losses.meaning(Field.FILE);
            return;
        }
        out.object().field("type", "image_url").object("image_url");
        url(image.source(), Field.IMAGE);
        out.maybe("detail", image.detail()).end().end();
    }

    private void url(Media source, Field field) {
        switch (source) {
            case Media.Inline _, Media.Remote _ -> source.url("url", out);
            case Media.Stored _, Media.Plain _ -> losses.meaning(field);
        }
    }

    private void document(Part.Document document) {
        cache(document.cache());
        losses.hintIf(document.context() != null, Field.DOCUMENT_CONTEXT);
        losses.hintIf(document.cited(), Field.CITATIONS);
        switch (document.source()) {
            case Media.Plain(var text) -> text(text);
            case Media.Inline inline when flavour == Flavour.MISTRAL -> {
                out.object().field("type", "document_url");
                inline.url("document_url", out);
                out.maybe("document_name", document.name()).end();
            }
            case Media.Remote(var url, _) when flavour == Flavour.MISTRAL -> {
                out.object().field("type", "document_url").field("document_url", url);
                out.maybe("document_name", document.name()).end();
            }
            case Media.Inline inline -> {
                out.object().field("type", "file").object("file");
                out.field("filename", document.name() == null ? NAME : document.name());
                inline.url("file_data", out);
                out.end().end();
            }
            case Media.Remote _ -> losses.meaning(Field.DOCUMENT);
            case Media.Stored _ -> losses.meaning(Field.FILE);
        }
    }

    private static final Raw NAME = Raw.text("document.pdf");

    private void audio(Media source) {
        if (source instanceof Media.Inline(var type, var base64)) {
            String format = type.substring(type.indexOf('/') + 1);
            out.object().field("type", "input_audio").object("input_audio");
            out.field("data", base64);
            out.field("format", format.equals("mpeg") ? "mp3" : format.replace("x-", ""));
            out.end().end();
        } else {
            losses.meaning(Field.AUDIO);
        }
    }
}
