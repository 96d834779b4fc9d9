package dev.cardea.dialect.ollama;

import dev.cardea.dialect.hub.EmbeddingAnswer;
import dev.cardea.dialect.hub.EmbeddingAnswerReader;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.hub.Vector;
import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.List;

/// Reads Ollama's vectors: lists of numbers, in the order of the texts.
public final class EmbedAnswerReader implements EmbeddingAnswerReader {
    @Override
    public EmbeddingAnswer read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            String model = "";
            List<Vector> vectors = null;
            long tokens = 0;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "model" -> model = in.string();
                    case "prompt_eval_count" -> tokens = in.count();
                    case "embeddings" -> {
                        vectors = new ArrayList<>();
                        in.array();
                        while (in.element()) {
                            vectors.add(new Vector(in.raw()));
                        }
                    }
                    default -> in.skip();
                }
            }
            in.finish();
            if (vectors == null) {
                throw TranslationFault.malformed("'embeddings' is missing");
            }
            return new EmbeddingAnswer(model, vectors, new Usage(tokens, 0, 0, 0, 0, false));
        }
    }
}
