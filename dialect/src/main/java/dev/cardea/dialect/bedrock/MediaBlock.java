package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.Base64Pieces;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import org.jspecify.annotations.Nullable;

/// An image or a recording in an answer of Converse, `{format, source: {bytes}}` or with the source in
/// S3; in a stream its beginning, or a piece of its bytes.
///
/// @param format Converse's word; empty when it isn't said
record MediaBlock(String format, @Nullable Raw bytes, @Nullable Raw uri) {

    static MediaBlock read(JsonIn in) {
        String format = "";
        Raw bytes = null;
        Raw uri = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "format" -> format = in.string();
                case "source" -> {
                    in.object();
                    for (String s = in.member(); s != null; s = in.member()) {
                        switch (s) {
                            case "bytes" -> bytes = in.text();
                            case "s3Location" -> uri = uri(in);
                            default -> in.skip();
                        }
                    }
                }
                default -> in.skip();
            }
        }
        return new MediaBlock(format, bytes, uri);
    }

    private static @Nullable Raw uri(JsonIn in) {
        Raw uri = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (name.equals("uri")) {
                uri = in.text();
            } else {
                in.skip();
            }
        }
        return uri;
    }

    /// What it is in the neutral form.
    ///
    /// @param kind `image`, `audio` or `video`, as the block is called
    Part part(String kind) {
        String type = kind + "/" + format.replace("three_gp", "3gpp");
        Media source =
                uri != null
                        ? new Media.Remote(uri, type)
                        : new Media.Inline(type, bytes == null ? Raw.EMPTY_TEXT : bytes);
        return switch (kind) {
            case "image" -> new Part.Image(source, null, null);
            case "audio" -> new Part.Audio(source);
            default -> new Part.Video(source);
        };
    }

    /// An image whose bytes come in pieces, held until it is whole.
    static final class Growing {
        /// The most that is held of one; a provider that sends more is not believed.
        private static final int MOST = 64 << 20;

        private final String format;
        private final Base64Pieces pieces = new Base64Pieces();
        private final JsonOut base64 = new JsonOut(4096).openText();

        Growing(String format) {
            this.format = format;
        }

        void add(Raw bytes) {
            pieces.next(bytes, base64);
            if (base64.size() > MOST) {
                throw TranslationFault.malformed("an image is too large to be held until its end");
            }
        }

        Part whole() {
            pieces.end(base64);
            return new MediaBlock(format, base64.closeText().toRaw(), null).part("image");
        }
    }
}
