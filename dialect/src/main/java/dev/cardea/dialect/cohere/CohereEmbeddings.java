package dev.cardea.dialect.cohere;

import dev.cardea.dialect.hub.EmbeddingProviderSide;

/// Cohere's Embed v2, as providers understand it.
public final class CohereEmbeddings {
    public static final EmbeddingProviderSide PROVIDER =
            new EmbeddingProviderSide(
                    new EmbedRequestWriter(), new EmbedAnswerReader(), new CohereErrors());

    private CohereEmbeddings() {}
}
