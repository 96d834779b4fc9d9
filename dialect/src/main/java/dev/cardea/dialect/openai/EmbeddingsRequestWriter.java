package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.EmbeddingField;
import dev.cardea.dialect.hub.EmbeddingLosses;
import dev.cardea.dialect.hub.EmbeddingRequest;
import dev.cardea.dialect.hub.EmbeddingRequest.Input;
import dev.cardea.dialect.hub.EmbeddingRequestWriter;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Target;
import java.util.function.Function;

/// Writes OpenAI's call for vectors.
public final class EmbeddingsRequestWriter implements EmbeddingRequestWriter {
    private final Function<Target, String> path;
    private final Flavour flavour;

    /// @param path below the base URL
    EmbeddingsRequestWriter(Function<Target, String> path, Flavour flavour) {
        this.path = path;
        this.flavour = flavour;
    }

    @Override
    public String path(Target target) {
        return path.apply(target);
    }

    @Override
    public void write(
            EmbeddingRequest request, Target target, EmbeddingLosses losses, JsonOut out) {
        boolean mistral = flavour == Flavour.MISTRAL;
        out.object().field("model", target.model()).array("input");
        boolean titles = false;
        for (Input input : request.inputs()) {
            switch (input) {
                case Input.Text(var text, var title) -> {
                    titles |= title != null;
                    out.value(text);
                }
                case Input.Tokens(var ids) -> {
                    if (mistral) {
                        losses.meaning(EmbeddingField.TOKENS);
                    } else {
                        out.value(ids);
                    }
                }
                case Input.Image _ -> losses.meaning(EmbeddingField.IMAGE);
            }
        }
        out.endList();
        if (request.dimensions() >= 0) {
            out.field(mistral ? "output_dimension" : "dimensions", request.dimensions());
        }
        if (request.base64() && !mistral) {
            out.field("encoding_format", "base64");
        }
        losses.hintIf(titles, EmbeddingField.TITLE);
        losses.hintIf(request.purpose() != null, EmbeddingField.PURPOSE);
        losses.hintIf(request.truncate() != null, EmbeddingField.TRUNCATE);
        if (mistral) {
            losses.hintIf(request.user() != null, EmbeddingField.USER);
        } else {
            out.maybe("user", request.user());
        }
        out.end();
    }
}
