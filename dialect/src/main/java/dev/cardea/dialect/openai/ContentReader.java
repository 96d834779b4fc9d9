package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a message's content: a text, or a list of parts.
final class ContentReader {
    private @Nullable Raw text;
    private @Nullable Media media;
    private @Nullable Raw detail;
    private @Nullable Raw fileName;
    private @Nullable Raw cache;

    private ContentReader() {}

    static List<Part> content(JsonIn in, ChatRequestBuilder to) {
        if (in.isText()) {
            return List.of(Part.Text.of(in.raw()));
        }
        List<Part> parts = new ArrayList<>();
        in.array();
        while (in.element()) {
            if (in.isText()) {
                parts.add(Part.Text.of(in.raw()));
            } else {
                Part part = new ContentReader().part(in, to);
                if (part != null) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private @Nullable Part part(JsonIn in, ChatRequestBuilder to) {
        String type = "";
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            switch (member) {
                case "type" -> type = in.string();
                case "text", "refusal" -> text = in.text();
                case "thinking" -> text = thinking(in);
                case "image_url", "video_url" -> url(in);
                case "input_audio" -> audio(in);
                case "file" -> file(in);
                case "cache_control" -> cache = in.raw();
                default -> to.hint("messages.content." + member, in.raw());
            }
        }
        return switch (type) {
            case "text", "input_text", "output_text" ->
                    new Part.Text(needed(text, "text"), List.of(), cache);
            case "refusal" -> new Part.Declined(needed(text, "refusal"));
            case "image_url" -> {
                to.wrote(Field.IMAGE, "messages.content.image_url");
                yield new Part.Image(needed(media, "image_url"), detail, cache);
            }
            case "video_url" -> new Part.Video(needed(media, "video_url"));
            case "input_audio" -> new Part.Audio(needed(media, "input_audio"));
            case "thinking" -> {
                to.wrote(Field.THINKING, "messages.content.thinking");
                yield new Part.Thinking(needed(text, "thinking"), null, Dialect.OPENAI, false);
            }
            case "file" -> {
                Media source = needed(media, "file");
                if (source instanceof Media.Inline inline && inline.type().startsWith("image/")) {
                    to.wrote(Field.IMAGE, "messages.content.file");
                    yield new Part.Image(source, null, cache);
                }
                yield new Part.Document(source, fileName, null, false, cache);
            }
            default -> {
                to.meaning("messages.content.type=" + type, Raw.EMPTY_OBJECT);
                yield null;
            }
        };
    }

    private static <T> T needed(@Nullable T value, String member) {
        if (value == null) {
            throw TranslationFault.malformed(
                    "a part of a message's content has no '" + member + "'");
        }
        return value;
    }

    /// Mistral's form: a list of texts.
    private static Raw thinking(JsonIn in) {
        if (in.isText()) {
            return in.raw();
        }
        JsonOut joined = new JsonOut(256).openText();
        in.array();
        while (in.element()) {
            in.object();
            for (String member = in.member(); member != null; member = in.member()) {
                if (member.equals("text")) {
                    joined.inner(in.text());
                } else {
                    in.skip();
                }
            }
        }
        return joined.closeText().toRaw();
    }

    private void url(JsonIn in) {
        if (in.isText()) {
            media = Media.of(in.raw());
            return;
        }
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            switch (member) {
                case "url" -> media = Media.of(in.text());
                case "detail" -> detail = in.text();
                default -> in.skip();
            }
        }
    }

    private void audio(JsonIn in) {
        Raw data = null;
        String format = "wav";
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            switch (member) {
                case "data" -> data = in.text();
                case "format" -> format = in.string();
                default -> in.skip();
            }
        }
        media = new Media.Inline("audio/" + format, needed(data, "input_audio.data"));
    }

    private void file(JsonIn in) {
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            switch (member) {
                case "file_data" -> {
                    Raw data = in.text();
                    media =
                            data.startsWith("data:") || data.startsWith("http")
                                    ? Media.of(data)
                                    : new Media.Inline("application/pdf", data);
                }
                case "file_id" -> media = new Media.Stored(in.text());
                case "filename" -> fileName = in.text();
                default -> in.skip();
            }
        }
    }
}
