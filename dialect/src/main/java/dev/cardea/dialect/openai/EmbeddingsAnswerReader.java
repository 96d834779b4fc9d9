package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.EmbeddingAnswer;
import dev.cardea.dialect.hub.EmbeddingAnswerReader;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.hub.Vector;
import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads OpenAI's vectors. Some compatible servers don't keep them in order, so the index counts.
public final class EmbeddingsAnswerReader implements EmbeddingAnswerReader {
    private record Entry(long index, Vector vector) {}

    @Override
    public EmbeddingAnswer read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            String model = "";
            List<Entry> entries = null;
            Usage usage = Usage.NONE;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "model" -> model = in.string();
                    case "data" -> entries = entries(in);
                    case "usage" -> usage = ChatUsage.read(in);
                    default -> in.skip();
                }
            }
            in.finish();
            if (entries == null) {
                throw TranslationFault.malformed("'data' is missing");
            }
            entries.sort(Comparator.comparingLong(Entry::index));
            return new EmbeddingAnswer(model, entries.stream().map(Entry::vector).toList(), usage);
        }
    }

    private static List<Entry> entries(JsonIn in) {
        List<Entry> entries = new ArrayList<>();
        in.array();
        while (in.element()) {
            long index = entries.size();
            @Nullable Vector vector = null;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "index" -> index = in.count();
                    case "embedding" -> vector = new Vector(in.raw());
                    default -> in.skip();
                }
            }
            if (vector == null) {
                throw TranslationFault.malformed("'data' has an entry without 'embedding'");
            }
            entries.add(new Entry(index, vector));
        }
        return entries;
    }
}
