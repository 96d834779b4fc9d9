package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.EmbeddingAnswer;
import dev.cardea.dialect.hub.EmbeddingAnswerReader;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.hub.Vector;
import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.List;

/// Reads the vectors of Vertex AI's predict: `predictions` of `{embeddings: {values, statistics}}`.
public final class PredictAnswerReader implements EmbeddingAnswerReader {

    @Override
    public EmbeddingAnswer read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            Reading reading = new Reading();
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (name.equals("predictions")) {
                    in.array();
                    while (in.element()) {
                        reading.prediction(in);
                    }
                } else {
                    in.skip();
                }
            }
            in.finish();
            if (reading.vectors.isEmpty()) {
                throw TranslationFault.malformed("'predictions' is missing");
            }
            return new EmbeddingAnswer(
                    "", reading.vectors, new Usage(reading.tokens, 0, 0, 0, 0, false));
        }
    }

    private static final class Reading {
        private final List<Vector> vectors = new ArrayList<>();
        private long tokens;

        void prediction(JsonIn in) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (!name.equals("embeddings")) {
                    in.skip();
                    continue;
                }
                in.object();
                for (String inner = in.member(); inner != null; inner = in.member()) {
                    switch (inner) {
                        case "values" -> vectors.add(new Vector(in.raw()));
                        case "statistics" -> statistics(in);
                        default -> in.skip();
                    }
                }
            }
        }

        private void statistics(JsonIn in) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (name.equals("token_count")) {
                    tokens += in.count();
                } else {
                    in.skip();
                }
            }
        }
    }
}
