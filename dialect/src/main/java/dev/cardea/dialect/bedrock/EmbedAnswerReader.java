package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.EmbeddingAnswer;
import dev.cardea.dialect.hub.EmbeddingAnswerReader;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.hub.Vector;
import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.List;

/// Reads the vectors of Titan, one in `embedding`, and of Cohere, a list in `embeddings` or in its
/// member `float`. Titan counts its tokens.
public final class EmbedAnswerReader implements EmbeddingAnswerReader {
    @Override
    public EmbeddingAnswer read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            List<Vector> vectors = new ArrayList<>();
            long tokens = 0;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "embedding" -> vectors.add(new Vector(in.raw()));
                    case "embeddings" -> cohere(in, vectors);
                    case "inputTextTokenCount" -> tokens = in.count();
                    default -> in.skip();
                }
            }
            in.finish();
            if (vectors.isEmpty()) {
                throw TranslationFault.malformed("'embedding' and 'embeddings' are missing");
            }
            return new EmbeddingAnswer("", vectors, new Usage(tokens, 0, 0, 0, 0, false));
        }
    }

    private static void cohere(JsonIn in, List<Vector> vectors) {
        if (in.isArray()) {
            list(in, vectors);
            return;
        }
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (name.equals("float")) {
                list(in, vectors);
            } else {
                in.skip();
            }
        }
    }

    private static void list(JsonIn in, List<Vector> vectors) {
        in.array();
        while (in.element()) {
            vectors.add(new Vector(in.raw()));
        }
    }
}
