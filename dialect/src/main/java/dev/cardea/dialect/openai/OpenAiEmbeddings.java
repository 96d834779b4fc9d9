package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.EmbeddingClientSide;
import dev.cardea.dialect.hub.EmbeddingProviderSide;
import dev.cardea.dialect.hub.Target;
import java.util.function.Function;

/// Embeddings (platform.openai.com, API reference, "Create embeddings"), as clients speak it and as
/// providers understand it.
public final class OpenAiEmbeddings {
    public static final EmbeddingClientSide CLIENT =
            new EmbeddingClientSide(
                    new EmbeddingsRequestReader(),
                    new EmbeddingsAnswerWriter(),
                    new OpenAiErrors());
    public static final EmbeddingProviderSide PROVIDER =
            provider(_ -> "/embeddings", Flavour.OPENAI);

    /// Mistral; the base URL ends in the version.
    public static final EmbeddingProviderSide MISTRAL =
            provider(_ -> "/embeddings", Flavour.MISTRAL);

    /// Azure OpenAI, the v1 API or deployments; see [AzurePaths].
    public static final EmbeddingProviderSide AZURE =
            provider(AzurePaths.to("embeddings"), Flavour.AZURE);

    private OpenAiEmbeddings() {}

    private static EmbeddingProviderSide provider(Function<Target, String> path, Flavour flavour) {
        return new EmbeddingProviderSide(
                new EmbeddingsRequestWriter(path, flavour),
                new EmbeddingsAnswerReader(),
                new OpenAiErrors());
    }
}
