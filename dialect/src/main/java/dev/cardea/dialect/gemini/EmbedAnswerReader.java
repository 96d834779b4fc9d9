package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.EmbeddingAnswer;
import dev.cardea.dialect.hub.EmbeddingAnswerReader;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.hub.Vector;
import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the vectors of embedContent and batchEmbedContents. Older models tell no usage.
public final class EmbedAnswerReader implements EmbeddingAnswerReader {

    @Override
    public EmbeddingAnswer read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            List<Vector> vectors = new ArrayList<>();
            Usage usage = Usage.NONE;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "embedding" -> vectors.add(vector(in));
                    case "embeddings" -> {
                        in.array();
                        while (in.element()) {
                            vectors.add(vector(in));
                        }
                    }
                    case "usageMetadata" -> usage = GeminiUsage.read(in);
                    default -> in.skip();
                }
            }
            in.finish();
            if (vectors.isEmpty()) {
                throw TranslationFault.malformed("'embeddings' is missing");
            }
            return new EmbeddingAnswer("", vectors, usage);
        }
    }

    static Vector vector(JsonIn in) {
        @Nullable Vector vector = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (name.equals("values")) {
                vector = new Vector(in.raw());
            } else {
                in.skip();
            }
        }
        if (vector == null) {
            throw TranslationFault.malformed("an embedding has no 'values'");
        }
        return vector;
    }
}
