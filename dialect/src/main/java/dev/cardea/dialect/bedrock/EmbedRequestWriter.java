package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.EmbeddingField;
import dev.cardea.dialect.hub.EmbeddingLosses;
import dev.cardea.dialect.hub.EmbeddingRequest;
import dev.cardea.dialect.hub.EmbeddingRequest.Input;
import dev.cardea.dialect.hub.EmbeddingRequestWriter;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Writes a call for vectors as the model's maker has it (Amazon Bedrock user guide, "Inference request
/// parameters"). The model stands in the path; Titan takes one text per call.
public final class EmbedRequestWriter implements EmbeddingRequestWriter {
    @Override
    public String path(Target target) {
        String model = URLEncoder.encode(target.model(), StandardCharsets.UTF_8);
        return "/model/" + model.replace("+", "%20") + "/invoke";
    }

    @Override
    public void write(
            EmbeddingRequest request, Target target, EmbeddingLosses losses, JsonOut out) {
        if (target.model().contains("titan-embed-text")) {
            titan(request, target.model().contains("-v2"), losses, out);
        } else if (target.model().contains("cohere.embed")) {
            cohere(request, !target.model().contains("-v3"), losses, out);
        } else {
            throw losses.refused(EmbeddingField.MODEL);
        }
        losses.hintIf(request.user() != null, EmbeddingField.USER);
        losses.hintIf(
                request.inputs().stream()
                        .anyMatch(
                                input -> input instanceof Input.Text text && text.title() != null),
                EmbeddingField.TITLE);
    }

    /// @param sizes whether the model's vectors have more than one size
    private static void titan(
            EmbeddingRequest request, boolean sizes, EmbeddingLosses losses, JsonOut out) {
        if (request.inputs().size() > 1) {
            throw losses.refused(EmbeddingField.SEVERAL);
        }
        out.object().name("inputText");
        text(request.inputs().getFirst(), losses, out);
        if (sizes && request.dimensions() >= 0) {
            out.field("dimensions", request.dimensions());
        } else if (request.dimensions() >= 0) {
            losses.meaning(EmbeddingField.DIMENSIONS);
        }
        out.end();
        losses.hintIf(request.purpose() != null, EmbeddingField.PURPOSE);
        losses.hintIf(request.truncate() != null, EmbeddingField.TRUNCATE);
    }

    /// @param fourth whether it is Embed v4 or later, which knows sizes and other words for cutting
    private static void cohere(
            EmbeddingRequest request, boolean fourth, EmbeddingLosses losses, JsonOut out) {
        out.object();
        out.field(
                "input_type", dev.cardea.dialect.cohere.EmbedRequestWriter.type(request.purpose()));
        out.array("texts");
        for (Input input : request.inputs()) {
            text(input, losses, out);
        }
        out.endList().array("embedding_types").value("float").endList();
        if (fourth && request.dimensions() >= 0) {
            out.field("output_dimension", request.dimensions());
        } else if (request.dimensions() >= 0) {
            losses.meaning(EmbeddingField.DIMENSIONS);
        }
        if (request.truncate() != null) {
            out.field("truncate", !request.truncate() ? "NONE" : fourth ? "RIGHT" : "END");
        }
        out.end();
    }

    private static void text(Input input, EmbeddingLosses losses, JsonOut out) {
        switch (input) {
            case Input.Text(var text, _) -> out.value(text);
            case Input.Tokens _ -> throw losses.refused(EmbeddingField.TOKENS);
            case Input.Image _ -> throw losses.refused(EmbeddingField.IMAGE);
        }
    }
}
