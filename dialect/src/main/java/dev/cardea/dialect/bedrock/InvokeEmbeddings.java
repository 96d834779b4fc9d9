package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.EmbeddingProviderSide;

/// Bedrock's InvokeModel for vectors, as providers understand it: each maker's models have a form of
/// their own. Amazon's Titan and Cohere's Embed are known.
public final class InvokeEmbeddings {
    public static final EmbeddingProviderSide PROVIDER =
            new EmbeddingProviderSide(
                    new EmbedRequestWriter(), new EmbedAnswerReader(), new ConverseErrors());

    private InvokeEmbeddings() {}
}
