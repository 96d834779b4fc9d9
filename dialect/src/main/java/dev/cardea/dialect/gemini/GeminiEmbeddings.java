package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.EmbeddingClientSide;
import dev.cardea.dialect.hub.EmbeddingProviderSide;

/// embedContent and batchEmbedContents (ai.google.dev, API reference, "Embeddings"), as clients speak
/// them and as providers understand them.
public final class GeminiEmbeddings {
    /// embedContent: one content, one vector.
    public static final EmbeddingClientSide SINGLE =
            new EmbeddingClientSide(
                    new EmbedRequestReader(false),
                    new EmbedAnswerWriter(false),
                    new GeminiErrors());

    /// batchEmbedContents: a list of such requests.
    public static final EmbeddingClientSide BATCH =
            new EmbeddingClientSide(
                    new EmbedRequestReader(true), new EmbedAnswerWriter(true), new GeminiErrors());

    /// Always asked by batchEmbedContents, which takes one content as well.
    public static final EmbeddingProviderSide PROVIDER =
            new EmbeddingProviderSide(
                    new EmbedRequestWriter(), new EmbedAnswerReader(), new GeminiErrors());

    /// Vertex AI's predict.
    public static final EmbeddingProviderSide VERTEX =
            new EmbeddingProviderSide(
                    new PredictRequestWriter(), new PredictAnswerReader(), new GeminiErrors());

    private GeminiEmbeddings() {}
}
