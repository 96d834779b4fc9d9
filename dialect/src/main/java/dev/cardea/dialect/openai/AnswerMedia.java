package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.Base64Pieces;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an answer shows besides words: `audio`, which is OpenAI's, and `images`, which is how
/// compatible services (OpenRouter, LiteLLM, Vercel) give pictures, each with its index because the
/// SDKs join lists by that.
final class AnswerMedia {
    private AnswerMedia() {}

    static boolean shows(Part media) {
        return switch (media) {
            case Part.Image _ -> true;
            case Part.Audio(var source) -> source instanceof Media.Inline;
            case Part.Text _,
                    Part.Declined _,
                    Part.Thinking _,
                    Part.ToolCall _,
                    Part.ToolResult _,
                    Part.Document _,
                    Part.Video _ ->
                    false;
        };
    }

    /// Writes the members of a whole answer; nothing when it has words only.
    static void write(List<Part> parts, Asked asked, JsonOut out) {
        int images = 0;
        Base64Pieces sound = new Base64Pieces();
        JsonOut data = new JsonOut(64).openText();
        boolean sounds = false;
        for (Part part : parts) {
            if (part instanceof Part.Image image) {
                if (images == 0) {
                    out.array("images");
                }
                image(image, images++, out);
            } else if (part instanceof Part.Audio(Media.Inline(_, var base64))) {
                sounds = true;
                sound.next(base64, data);
            }
        }
        if (images > 0) {
            out.endList();
        }
        if (sounds) {
            sound.end(data);
            head(asked, out).field("data", data.closeText().toRaw());
            out.field("transcript", "").end();
        }
    }

    static void image(Part.Image image, int index, JsonOut out) {
        out.object().field("type", "image_url").field("index", index).object("image_url");
        image.source().url("url", out);
        out.end().end();
    }

    /// Starts the sound. Nobody keeps it for a later turn, so it expires at once.
    static JsonOut head(Asked asked, JsonOut out) {
        out.object("audio").field("id", "audio_" + asked.requestId());
        return out.field("expires_at", asked.created());
    }

    static List<Part> images(JsonIn in) {
        List<Part> images = new ArrayList<>(1);
        in.array();
        while (in.element()) {
            Raw url = null;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (!name.equals("image_url")) {
                    in.skip();
                } else if (in.isText()) {
                    url = in.raw();
                } else {
                    url = url(in);
                }
            }
            if (url != null) {
                images.add(new Part.Image(Media.of(url), null, null));
            }
        }
        return images;
    }

    private static @Nullable Raw url(JsonIn in) {
        Raw url = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (name.equals("url")) {
                url = in.text();
            } else {
                in.skip();
            }
        }
        return url;
    }

    /// Sound, or a piece of it.
    ///
    /// @param transcript what it says
    record Sound(@Nullable Raw data, @Nullable Raw transcript) {

        static Sound read(JsonIn in) {
            Raw data = null;
            Raw transcript = null;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "data" -> data = in.text();
                    case "transcript" -> transcript = in.text();
                    default -> in.skip();
                }
            }
            return new Sound(filled(data), filled(transcript));
        }

        private static @Nullable Raw filled(@Nullable Raw text) {
            return text == null || text.isEmptyText() ? null : text;
        }
    }

    /// The MIME type of sound by its first bytes, because an answer doesn't name it. Sound without a
    /// head is OpenAI's `pcm16`, 24 kHz.
    static String type(Raw base64) {
        if (base64.startsWith("UklGR")) {
            return "audio/wav";
        }
        if (base64.startsWith("SUQz") || base64.startsWith("//")) {
            return "audio/mpeg";
        }
        if (base64.startsWith("T2dnU")) {
            return "audio/ogg";
        }
        return base64.startsWith("ZkxhQ") ? "audio/flac" : "audio/L16;codec=pcm;rate=24000";
    }
}
