package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.EmbeddingAnswer;
import dev.cardea.dialect.hub.EmbeddingAnswerWriter;
import dev.cardea.dialect.hub.EmbeddingRequest;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Vector;

/// Writes vectors as OpenAI does, in the encoding that the client asked for.
public final class EmbeddingsAnswerWriter implements EmbeddingAnswerWriter {

    @Override
    public void write(EmbeddingAnswer answer, EmbeddingRequest request, Asked asked, JsonOut out) {
        out.object().field("object", "list").array("data");
        int index = 0;
        for (Vector vector : answer.vectors()) {
            out.object().field("object", "embedding").field("index", index++).name("embedding");
            if (request.base64()) {
                vector.writeBase64(out);
            } else {
                vector.writeNumbers(out);
            }
            out.end();
        }
        out.endList().field("model", answer.model().isEmpty() ? asked.model() : answer.model());
        long tokens = answer.usage().input();
        out.object("usage").field("prompt_tokens", tokens).field("total_tokens", tokens);
        out.end().end();
    }
}
