package dev.cardea.dialect.ollama;

import dev.cardea.dialect.hub.EmbeddingField;
import dev.cardea.dialect.hub.EmbeddingLosses;
import dev.cardea.dialect.hub.EmbeddingRequest;
import dev.cardea.dialect.hub.EmbeddingRequest.Input;
import dev.cardea.dialect.hub.EmbeddingRequestWriter;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Target;

/// Writes Ollama's call for vectors.
public final class EmbedRequestWriter implements EmbeddingRequestWriter {
    @Override
    public String path(Target target) {
        return "/api/embed";
    }

    @Override
    public void write(
            EmbeddingRequest request, Target target, EmbeddingLosses losses, JsonOut out) {
        out.object().field("model", target.model()).array("input");
        boolean titles = false;
        for (Input input : request.inputs()) {
            switch (input) {
                case Input.Text(var text, var title) -> {
                    titles |= title != null;
                    out.value(text);
                }
                case Input.Tokens _ -> losses.meaning(EmbeddingField.TOKENS);
                case Input.Image _ -> losses.meaning(EmbeddingField.IMAGE);
            }
        }
        out.endList();
        if (request.dimensions() >= 0) {
            out.field("dimensions", request.dimensions());
        }
        if (request.truncate() != null) {
            out.field("truncate", request.truncate());
        }
        out.end();
        losses.hintIf(titles, EmbeddingField.TITLE);
        losses.hintIf(request.purpose() != null, EmbeddingField.PURPOSE);
        losses.hintIf(request.user() != null, EmbeddingField.USER);
    }
}
