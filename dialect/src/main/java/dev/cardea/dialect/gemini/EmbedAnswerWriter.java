package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.EmbeddingAnswer;
import dev.cardea.dialect.hub.EmbeddingAnswerWriter;
import dev.cardea.dialect.hub.EmbeddingRequest;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.hub.Vector;

/// Writes vectors as embedContent or batchEmbedContents does.
public final class EmbedAnswerWriter implements EmbeddingAnswerWriter {
    private final boolean batch;

    /// @param batch whether the client asked for a list
    EmbedAnswerWriter(boolean batch) {
        this.batch = batch;
    }

    @Override
    public void write(EmbeddingAnswer answer, EmbeddingRequest request, Asked asked, JsonOut out) {
        out.object();
        if (batch) {
            out.array("embeddings");
            answer.vectors().forEach(vector -> vector(vector, out));
            out.endList();
        } else if (answer.vectors().isEmpty()) {
            throw TranslationFault.malformed("the answer has no vector");
        } else {
            out.name("embedding");
            vector(answer.vectors().getFirst(), out);
        }
        if (answer.usage().input() > 0) {
            out.object("usageMetadata").field("promptTokenCount", answer.usage().input());
            out.field("totalTokenCount", answer.usage().input()).end();
        }
        out.end();
    }

    private static void vector(Vector vector, JsonOut out) {
        out.object().name("values");
        vector.writeNumbers(out);
        out.end();
    }
}
