package dev.cardea.dialect.translate;

import dev.cardea.dialect.gemini.GeminiCount;
import dev.cardea.dialect.gemini.VertexRequest;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.Target;
import dev.cardea.model.Usage;
import java.util.Arrays;

/// Gemini's countTokens at Vertex AI: the answer goes on as it came.
record VertexCountSpokes() implements Spokes {

    @Override
    public Translation translate(Said said) {
        Losses losses = VertexSpokes.losses(said);
        JsonOut out = new JsonOut(said.length() + 64);
        new VertexRequest(said.targetModel(), losses, out)
                .count(said.body(), said.offset(), said.length());
        Target to = new Target(said.targetModel(), said.options().maxTokens());
        return new Translation.Translated(
                out.toBytes(),
                GeminiCount.VERTEX.request().path(to, false),
                GeminiCount.VERTEX.request().headers(),
                losses.dropped(),
                false,
                new WholeAnswers(
                        VertexCountSpokes::answer,
                        GeminiCount.VERTEX.error(),
                        GeminiCount.CLIENT.error()));
    }

    /// The bytes themselves, once they have been found to be a count.
    private static AnswerTranslation.Answer answer(byte[] body, int offset, int length) {
        GeminiCount.VERTEX.answer().read(body, offset, length);
        return new AnswerTranslation.Answer(
                Arrays.copyOfRange(body, offset, offset + length), "", Usage.NONE, StopReason.END);
    }
}
