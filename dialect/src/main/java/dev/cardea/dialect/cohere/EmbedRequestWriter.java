package dev.cardea.dialect.cohere;

import dev.cardea.dialect.hub.EmbeddingField;
import dev.cardea.dialect.hub.EmbeddingLosses;
import dev.cardea.dialect.hub.EmbeddingRequest;
import dev.cardea.dialect.hub.EmbeddingRequest.Input;
import dev.cardea.dialect.hub.EmbeddingRequest.Purpose;
import dev.cardea.dialect.hub.EmbeddingRequestWriter;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Target;
import org.jspecify.annotations.Nullable;

/// Writes Cohere's call for vectors. It has to say what they are for; where the client doesn't, they
/// are for documents that are searched.
public final class EmbedRequestWriter implements EmbeddingRequestWriter {
    @Override
    public String path(Target target) {
        return "/v2/embed";
    }

    @Override
    public void write(
            EmbeddingRequest request, Target target, EmbeddingLosses losses, JsonOut out) {
        out.object().field("model", target.model());
        out.field("input_type", type(request.purpose()));
        boolean titles = false;
        out.array("texts");
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
        out.endList().array("embedding_types").value("float").endList();
        if (request.dimensions() >= 0) {
            out.field("output_dimension", request.dimensions());
        }
        if (request.truncate() != null) {
            out.field("truncate", request.truncate() ? "END" : "NONE");
        }
        out.end();
        losses.hintIf(titles, EmbeddingField.TITLE);
        losses.hintIf(request.user() != null, EmbeddingField.USER);
    }

    /// The word for what vectors are for.
    public static String type(@Nullable Purpose purpose) {
        return switch (purpose) {
            case null -> "search_document";
            case SEARCH_DOCUMENT, FACT_VERIFICATION -> "search_document";
            case SEARCH_QUERY, QUESTION_ANSWERING, CODE_QUERY -> "search_query";
            case CLASSIFICATION -> "classification";
            case CLUSTERING, SIMILARITY -> "clustering";
        };
    }
}
