package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Field;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads an item's content: a text, or a list of parts.
final class ItemContent {
    private @Nullable Raw text;
    private @Nullable Media media;
    private @Nullable Raw detail;
    private @Nullable Raw fileName;

    private ItemContent() {}

    static List<Part> read(JsonIn in, ChatRequestBuilder to) {
        if (in.isText()) {
            return List.of(Part.Text.of(in.raw()));
        }
        List<Part> parts = new ArrayList<>();
        in.array();
        while (in.element()) {
            Part part = new ItemContent().part(in, to);
            if (part != null) {
                parts.add(part);
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
                case "image_url", "file_url" -> media = Media.of(in.text());
                case "file_id" -> media = new Media.Stored(in.text());
                case "file_data" -> media = fileData(in.text());
                case "input_audio" -> audio(in);
                case "detail" -> detail = in.text();
                case "filename" -> fileName = in.text();
                // What answers carry and no request needs back.
                case "annotations", "logprobs" -> in.skip();
                default -> to.hint("input.content." + member, in.raw());
            }
        }
        return switch (type) {
            case "input_text", "output_text", "text", "summary_text", "reasoning_text" ->
                    Part.Text.of(needed(text, "text"));
            case "refusal" -> new Part.Declined(needed(text, "refusal"));
            case "input_image" -> {
                to.wrote(Field.IMAGE, "input.content.input_image");
                yield new Part.Image(needed(media, "image_url"), detail, null);
            }
            case "input_audio" -> new Part.Audio(needed(media, "input_audio"));
            case "input_file" -> {
                Media source = needed(media, "file_data");
                if (source instanceof Media.Inline inline && inline.type().startsWith("image/")) {
                    to.wrote(Field.IMAGE, "input.content.input_file");
                    yield new Part.Image(source, null, null);
                }
                yield new Part.Document(source, fileName, null, false, null);
            }
            default -> {
                to.meaning("input.content.type=" + type, Raw.EMPTY_OBJECT);
                yield null;
            }
        };
    }

    private static <T> T needed(@Nullable T value, String member) {
        if (value == null) {
            throw TranslationFault.malformed("a part of an item's content has no '" + member + "'");
        }
        return value;
    }

    private static Media fileData(Raw data) {
        return data.startsWith("data:")
                ? Media.of(data)
                : new Media.Inline("application/pdf", data);
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
}
