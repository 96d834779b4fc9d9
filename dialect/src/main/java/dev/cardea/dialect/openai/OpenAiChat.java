package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.ClientSide;
import dev.cardea.dialect.hub.ProviderSide;

/// Chat Completions, as clients speak it and as providers understand it.
public final class OpenAiChat {
    public static final ClientSide CLIENT =
            new ClientSide(
                    new ChatRequestReader(),
                    new ChatAnswerWriter(),
                    ChatStreamWriter::new,
                    new OpenAiErrors());

    public static final ProviderSide PROVIDER = provider("/chat/completions", Flavour.OPENAI);

    /// Mistral; the base URL ends in the version.
    public static final ProviderSide MISTRAL = provider("/chat/completions", Flavour.MISTRAL);

    /// Azure OpenAI's v1 API; the base URL is the resource's, `https://NAME.openai.azure.com`.
    public static final ProviderSide AZURE =
            provider("/openai/v1/chat/completions", Flavour.OPENAI);

    private OpenAiChat() {}

    private static ProviderSide provider(String path, Flavour flavour) {
        return new ProviderSide(
                new ChatRequestWriter(path, flavour),
                new ChatAnswerReader(),
                ChatStreamReader::new,
                new OpenAiErrors());
    }
}
