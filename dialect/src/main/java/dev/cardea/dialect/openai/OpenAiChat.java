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

    public static final ProviderSide PROVIDER = provider("/chat/completions");

    private OpenAiChat() {}

    /// A provider that is called at another path.
    public static ProviderSide provider(String path) {
        return new ProviderSide(
                new ChatRequestWriter(path),
                new ChatAnswerReader(),
                ChatStreamReader::new,
                new OpenAiErrors());
    }
}
