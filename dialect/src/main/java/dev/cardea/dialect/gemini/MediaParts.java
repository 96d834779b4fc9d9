package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import org.jspecify.annotations.Nullable;

/// Writes images, documents, recordings and videos as `inlineData` and `fileData`.
final class MediaParts {
    private MediaParts() {}

    /// @param guess the MIME type when nothing tells it
    static void write(Media source, String guess, @Nullable Raw signature, JsonOut out) {
        out.object();
        switch (source) {
            case Media.Inline(var type, var base64) -> {
                out.object("inlineData").field("mimeType", type);
                out.field("data", base64).end();
            }
            case Media.Remote(var url, var type) ->
                    file(url, type == null ? typeOf(url, guess) : type, out);
            case Media.Stored(var id) -> file(id, typeOf(id, guess), out);
            case Media.Plain(var text) -> out.field("text", text);
        }
        out.maybe("thoughtSignature", signature).end();
    }

    private static void file(Raw uri, String type, JsonOut out) {
        out.object("fileData").field("mimeType", type).field("fileUri", uri).end();
    }

    /// The source of what an answer shows, written as a part of it.
    static void write(Part media, @Nullable Raw signature, JsonOut out) {
        switch (media) {
            case Part.Image(var source, _, _) -> write(source, "image/jpeg", signature, out);
            case Part.Audio(var source) -> write(source, "audio/wav", signature, out);
            case Part.Video(var source) -> write(source, "video/mp4", signature, out);
            case Part.Document document ->
                    write(document.source(), "application/pdf", signature, out);
            case Part.Text _,
                    Part.Declined _,
                    Part.Thinking _,
                    Part.ToolCall _,
                    Part.ToolResult _ -> {}
        }
    }

    private static String typeOf(Raw url, String guess) {
        String path = url.text();
        int query = path.indexOf('?');
        String end = query < 0 ? path : path.substring(0, query);
        return switch (end.substring(end.lastIndexOf('.') + 1)) {
            case "png" -> "image/png";
            case "gif" -> "image/gif";
            case "webp" -> "image/webp";
            case "jpg", "jpeg" -> "image/jpeg";
            case "pdf" -> "application/pdf";
            default -> guess;
        };
    }
}
