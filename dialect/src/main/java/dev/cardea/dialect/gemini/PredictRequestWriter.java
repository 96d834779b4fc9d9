package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.EmbeddingField;
import dev.cardea.dialect.hub.EmbeddingLosses;
import dev.cardea.dialect.hub.EmbeddingRequest;
import dev.cardea.dialect.hub.EmbeddingRequest.Input;
import dev.cardea.dialect.hub.EmbeddingRequestWriter;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Target;

/// Writes Vertex AI's predict for text embedding models (cloud.google.com, "Text embeddings API").
public final class PredictRequestWriter implements EmbeddingRequestWriter {

    @Override
    public String path(Target target) {
        return "/publishers/google/models/" + EmbedRequestWriter.name(target) + ":predict";
    }

    @Override
    public void write(
            EmbeddingRequest request, Target target, EmbeddingLosses losses, JsonOut out) {
        out.object().array("instances");
        for (Input input : request.inputs()) {
            out.object();
            switch (input) {
                case Input.Text(var text, var title) ->
                        out.field("content", text).maybe("title", title);
                case Input.Tokens _ -> losses.meaning(EmbeddingField.TOKENS);
                case Input.Image _ -> losses.meaning(EmbeddingField.IMAGE);
            }
            if (request.purpose() != null) {
                out.field("task_type", TaskTypes.write(request.purpose()));
            }
            out.end();
        }
        out.endList().object("parameters");
        if (request.dimensions() >= 0) {
            out.field("outputDimensionality", request.dimensions());
        }
        if (request.truncate() != null) {
            out.field("autoTruncate", request.truncate());
        }
        out.end().end();
        losses.hintIf(request.user() != null, EmbeddingField.USER);
    }
}
