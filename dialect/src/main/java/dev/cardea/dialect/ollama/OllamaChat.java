package dev.cardea.dialect.ollama;

import dev.cardea.dialect.hub.OneTextErrors;
import dev.cardea.dialect.hub.ProviderSide;

/// Ollama's `/api/chat`, as providers understand it. The base URL is the server's,
/// `http://127.0.0.1:11434`.
public final class OllamaChat {
    public static final ProviderSide PROVIDER =
            new ProviderSide(
                    new ChatRequestWriter(),
                    new ChatAnswerReader(),
                    ChatStreamReader::new,
                    new OneTextErrors("error"));

    private OllamaChat() {}
}
