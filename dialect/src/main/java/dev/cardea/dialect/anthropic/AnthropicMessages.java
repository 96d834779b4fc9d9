package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.ClientSide;
import dev.cardea.dialect.hub.ProviderSide;

/// Messages, as clients speak it and as providers understand it.
public final class AnthropicMessages {
    public static final ClientSide CLIENT =
            new ClientSide(
                    new MessagesRequestReader(),
                    new MessagesAnswerWriter(),
                    MessagesStreamWriter::new,
                    new AnthropicErrors());

    public static final ProviderSide PROVIDER =
            new ProviderSide(
                    new MessagesRequestWriter(),
                    new MessagesAnswerReader(),
                    _ -> new MessagesStreamReader(),
                    new AnthropicErrors());

    private AnthropicMessages() {}
}
