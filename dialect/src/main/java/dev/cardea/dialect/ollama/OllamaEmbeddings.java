package dev.cardea.dialect.ollama;

import dev.cardea.dialect.hub.EmbeddingProviderSide;
import dev.cardea.dialect.hub.OneTextErrors;

/// Ollama's `/api/embed`, as providers understand it.
public final class OllamaEmbeddings {
    public static final EmbeddingProviderSide PROVIDER =
            new EmbeddingProviderSide(
                    new EmbedRequestWriter(), new EmbedAnswerReader(), new OneTextErrors("error"));

    private OllamaEmbeddings() {}
}
