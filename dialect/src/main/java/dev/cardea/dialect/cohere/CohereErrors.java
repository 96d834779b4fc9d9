package dev.cardea.dialect.cohere;

import dev.cardea.dialect.hub.ErrorReader;
import dev.cardea.dialect.hub.ErrorWriter;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.NeutralError.Kind;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import tools.jackson.core.JacksonException;

/// Cohere's error object, `{"message": …}`: what kind of error it is, the status tells.
public final class CohereErrors implements ErrorReader, ErrorWriter {
    /// The request or the answer holds a token of the deny list.
    private static final int DENIED = 498;

    @Override
    public NeutralError read(int status, byte[] body, int offset, int length) {
        Raw message = null;
        if (length > 0) {
            try (JsonIn in = new JsonIn(body, offset, length)) {
                if (in.isObject()) {
                    in.object();
                    for (String name = in.member(); name != null; name = in.member()) {
                        if (name.equals("message") && in.isText()) {
                            message = in.text().copy();
                        } else {
                            in.skip();
                        }
                    }
                }
            } catch (JacksonException | TranslationFault _) {
                // Not JSON: the status has to do.
            }
        }
        return new NeutralError(
                status,
                status == DENIED ? Kind.CONTENT_REFUSED : Kind.of(status),
                message == null ? Raw.text("The provider answered " + status + ".") : message,
                null);
    }

    @Override
    public void write(NeutralError error, JsonOut out) {
        out.object().field("message", error.message()).end();
    }
}
