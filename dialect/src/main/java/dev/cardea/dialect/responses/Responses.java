package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.ClientSide;
import dev.cardea.dialect.openai.OpenAiErrors;

/// Responses (platform.openai.com, API reference, "Responses"), as clients speak it. Providers that
/// understand it themselves are sent the client's bytes.
public final class Responses {
    public static final ClientSide CLIENT =
            new ClientSide(
                    new ResponsesRequestReader(),
                    new ResponsesAnswerWriter(),
                    ResponsesStreamWriter::new,
                    OutputItems::shows,
                    new OpenAiErrors());

    private Responses() {}
}
