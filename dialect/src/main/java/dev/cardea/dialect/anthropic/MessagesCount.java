package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.CountClientSide;
import dev.cardea.dialect.hub.CountProviderSide;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.RequestWriter;
import dev.cardea.dialect.hub.Target;
import java.util.Map;

/// count_tokens (docs.anthropic.com, "Count tokens in a Message"): a Messages request without what
/// only an answer needs, which would be refused.
public final class MessagesCount implements RequestWriter {
    private static final String TOKENS = "input_tokens";

    public static final CountClientSide CLIENT =
            new CountClientSide(
                    new MessagesRequestReader(),
                    (tokens, out) -> out.object().field(TOKENS, tokens).end(),
                    new AnthropicErrors());
    public static final CountProviderSide PROVIDER =
            new CountProviderSide(
                    new MessagesCount(), CountProviderSide.member(TOKENS), new AnthropicErrors());

    private MessagesCount() {}

    @Override
    public String path(Target target, boolean stream) {
        return "/v1/messages/count_tokens";
    }

    @Override
    public Map<String, String> headers() {
        return MessagesRequestWriter.HEADERS;
    }

    @Override
    public void write(ChatRequest request, Target target, Losses losses, JsonOut out) {
        out.object().field("model", target.model());
        BlockWriter.messages(losses, out).write(request);
        if (!request.tools().isEmpty()) {
            MessagesRequestWriter.tools(request, losses, out);
        }
        out.end();
    }
}
