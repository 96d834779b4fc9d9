package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.EmbeddingField;
import dev.cardea.dialect.hub.EmbeddingLosses;
import dev.cardea.dialect.hub.EmbeddingRequest;
import dev.cardea.dialect.hub.EmbeddingRequest.Input;
import dev.cardea.dialect.hub.EmbeddingRequestWriter;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Target;

/// Writes batchEmbedContents.
public final class EmbedRequestWriter implements EmbeddingRequestWriter {

    @Override
    public String path(Target target) {
        return "/v1beta/models/" + name(target) + ":batchEmbedContents";
    }

    static String name(Target target) {
        return target.model().startsWith("models/")
                ? target.model().substring("models/".length())
                : target.model();
    }

    @Override
    public void write(
            EmbeddingRequest request, Target target, EmbeddingLosses losses, JsonOut out) {
        String model = "models/" + name(target);
        out.object().array("requests");
        for (Input input : request.inputs()) {
            out.object().field("model", model);
            out.object("content").array("parts").object();
            switch (input) {
                case Input.Text(var text, var title) -> {
                    out.field("text", text).end().endList().end();
                    out.maybe("title", title);
                }
                case Input.Tokens _ -> {
                    losses.meaning(EmbeddingField.TOKENS);
                    out.end().endList().end();
                }
                case Input.Image(var source) -> {
                    if (source instanceof Media.Inline(var type, var base64)) {
                        out.object("inlineData").field("mimeType", type);
                        out.field("data", base64).end();
                    } else {
                        losses.meaning(EmbeddingField.IMAGE);
                    }
                    out.end().endList().end();
                }
            }
            if (request.purpose() != null) {
                out.field("taskType", TaskTypes.write(request.purpose()));
            }
            if (request.dimensions() >= 0) {
                out.field("outputDimensionality", request.dimensions());
            }
            out.end();
        }
        out.endList().end();
        losses.hintIf(request.truncate() != null, EmbeddingField.TRUNCATE);
        losses.hintIf(request.user() != null, EmbeddingField.USER);
    }
}
