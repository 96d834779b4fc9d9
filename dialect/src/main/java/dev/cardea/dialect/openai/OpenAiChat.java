package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.ClientSide;
import dev.cardea.dialect.hub.ProviderSide;
import dev.cardea.dialect.hub.Target;
import java.util.function.Function;

/// Chat Completions, as clients speak it and as providers understand it.
public final class OpenAiChat {
    public static final ClientSide CLIENT =
            new ClientSide(
                    new ChatRequestReader(),
                    new ChatAnswerWriter(),
                    ChatStreamWriter::new,
                    AnswerMedia::shows,
                    new OpenAiErrors());

    public static final ProviderSide PROVIDER = provider(_ -> "/chat/completions", Flavour.OPENAI);

    /// Mistral; the base URL ends in the version.
    public static final ProviderSide MISTRAL = provider(_ -> "/chat/completions", Flavour.MISTRAL);

    /// Azure OpenAI, the v1 API or deployments; see [AzurePaths].
    public static final ProviderSide AZURE =
            provider(AzurePaths.to("chat/completions"), Flavour.AZURE);

    private OpenAiChat() {}

    private static ProviderSide provider(Function<Target, String> path, Flavour flavour) {
        return new ProviderSide(
                new ChatRequestWriter(path, flavour),
                new ChatAnswerReader(),
                ChatStreamReader::new,
                new OpenAiErrors());
    }
}
