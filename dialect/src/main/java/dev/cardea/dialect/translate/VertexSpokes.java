package dev.cardea.dialect.translate;

import dev.cardea.dialect.gemini.Gemini;
import dev.cardea.dialect.gemini.VertexAnswer;
import dev.cardea.dialect.gemini.VertexRequest;
import dev.cardea.dialect.gemini.VertexStream;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Target;
import java.util.List;

/// Gemini's clients at Vertex AI. Both speak one family, so bodies go on as they are but for what
/// differs, Google's own tools and whatever is new among the members.
record VertexSpokes() implements Spokes {

    @Override
    public Translation translate(Said said) {
        Options options = said.options();
        Losses losses = losses(said);
        JsonOut out = new JsonOut(said.length() + 512);
        new VertexRequest(said.targetModel(), losses, out)
                .generate(said.body(), said.offset(), said.length());
        Target to = new Target(said.targetModel(), options.maxTokens());
        Asked asked =
                new Asked(
                        said.targetModel(),
                        options.requestId(),
                        options.created(),
                        true,
                        !options.eventStream());
        return new Translation.Translated(
                out.toBytes(),
                Gemini.VERTEX.request().path(to, options.stream()),
                Gemini.VERTEX.request().headers(),
                losses.dropped(),
                options.stream(),
                new SameAnswers(new SpokeAnswers(Gemini.CLIENT, Gemini.VERTEX, asked)));
    }

    static Losses losses(Said said) {
        return new Losses(
                field -> List.of(Gemini.CLIENT.request().nameOf(field)),
                said.target(),
                said.options().dropUnsupported());
    }

    /// Answers that are read for what they tell, and go on as they came.
    private record SameAnswers(SpokeAnswers spokes) implements Answers {

        @Override
        public AnswerTranslation whole() {
            AnswerTranslation read = spokes.whole();
            return (body, offset, length) -> {
                AnswerTranslation.Answer told = read.translate(body, offset, length);
                JsonOut out = new JsonOut(length + 64);
                VertexAnswer.write(body, offset, length, out);
                return new AnswerTranslation.Answer(
                        out.toBytes(), told.model(), told.usage(), told.stop());
            };
        }

        @Override
        public StreamTranslation stream() {
            JsonOut out = new JsonOut(1024);
            Asked asked = spokes.asked();
            VertexStream stream = new VertexStream(asked, out);
            return new SpokeStream(
                    stream,
                    stream,
                    _ -> true,
                    out,
                    asked.listStream() ? "application/json" : "text/event-stream");
        }

        @Override
        public Told error(int status, byte[] body, int offset, int length) {
            return spokes.error(status, body, offset, length);
        }
    }
}
