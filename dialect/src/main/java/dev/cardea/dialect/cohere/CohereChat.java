package dev.cardea.dialect.cohere;

import dev.cardea.dialect.hub.ProviderSide;

/// Cohere's Chat v2, as providers understand it. The base URL is `https://api.cohere.com`.
public final class CohereChat {
    public static final ProviderSide PROVIDER =
            new ProviderSide(
                    new ChatRequestWriter(),
                    new ChatAnswerReader(),
                    _ -> new ChatStreamReader(),
                    new CohereErrors());

    private CohereChat() {}
}
