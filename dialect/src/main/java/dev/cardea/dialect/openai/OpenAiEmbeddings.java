package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.EmbeddingClientSide;
import dev.cardea.dialect.hub.EmbeddingProviderSide;

/// Embeddings (platform.openai.com, API reference, "Create embeddings"), as clients speak it and as
/// providers understand it.
public final class OpenAiEmbeddings {
    public static final EmbeddingClientSide CLIENT =
            new EmbeddingClientSide(
                    new EmbeddingsRequestReader(),
                    new EmbeddingsAnswerWriter(),
                    new OpenAiErrors());
    public static final EmbeddingProviderSide PROVIDER = provider("/embeddings", Flavour.OPENAI);

    /// Mistral; the base URL ends in the version.
    public static final EmbeddingProviderSide MISTRAL = provider("/embeddings", Flavour.MISTRAL);

    /// Azure OpenAI's v1 API; the base URL is the resource's.
    public static final EmbeddingProviderSide AZURE =
            provider("/openai/v1/embeddings", Flavour.OPENAI);

    private OpenAiEmbeddings() {}

    private static EmbeddingProviderSide provider(String path, Flavour flavour) {
        return new EmbeddingProviderSide(
                new EmbeddingsRequestWriter(path, flavour),
                new EmbeddingsAnswerReader(),
                new OpenAiErrors());
    }
}
