package dev.cardea.dialect.cohere;

import dev.cardea.dialect.hub.ErrorReader;
import dev.cardea.dialect.hub.ErrorWriter;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.NeutralError.Kind;
import dev.cardea.dialect.hub.OneTextErrors;

/// Cohere's error object, `{"message": …}`: what kind of error it is, the status tells.
public final class CohereErrors implements ErrorReader, ErrorWriter {
    /// The request or the answer holds a token of the deny list.
    private static final int DENIED = 498;

    private static final OneTextErrors TEXTS = new OneTextErrors("message");

    @Override
    public NeutralError read(int status, byte[] body, int offset, int length) {
        NeutralError error = TEXTS.read(status, body, offset, length);
        return status == DENIED ? error.as(Kind.CONTENT_REFUSED) : error;
    }

    @Override
    public void write(NeutralError error, JsonOut out) {
        out.object().field("message", error.message()).end();
    }
}
