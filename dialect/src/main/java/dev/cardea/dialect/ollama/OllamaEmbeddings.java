package dev.cardea.dialect.ollama;

import dev.cardea.dialect.hub.EmbeddingProviderSide;

/// Ollama's `/api/embed`, as providers understand it.
public final class OllamaEmbeddings {
    public static final EmbeddingProviderSide PROVIDER =
            new EmbeddingProviderSide(
                    new EmbedRequestWriter(), new EmbedAnswerReader(), new OllamaErrors());

    private OllamaEmbeddings() {}
}
