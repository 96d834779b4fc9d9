package dev.cardea.dialect.cohere;

import dev.cardea.dialect.hub.EmbeddingAnswer;
import dev.cardea.dialect.hub.EmbeddingAnswerReader;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.hub.Vector;
import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.List;

/// Reads Cohere's vectors: lists of numbers, in the order of the texts.
public final class EmbedAnswerReader implements EmbeddingAnswerReader {
    @Override
    public EmbeddingAnswer read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            List<Vector> vectors = null;
            Usage usage = Usage.NONE;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "embeddings" -> vectors = vectors(in);
                    case "meta" -> usage = CohereUsage.read(in);
                    default -> in.skip();
                }
            }
            in.finish();
            if (vectors == null) {
                throw TranslationFault.malformed("'embeddings' is missing");
            }
            return new EmbeddingAnswer("", vectors, usage);
        }
    }

    private static List<Vector> vectors(JsonIn in) {
        List<Vector> vectors = new ArrayList<>();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (!name.equals("float")) {
                in.skip();
                continue;
            }
            in.array();
            while (in.element()) {
                vectors.add(new Vector(in.raw()));
            }
        }
        return vectors;
    }
}
