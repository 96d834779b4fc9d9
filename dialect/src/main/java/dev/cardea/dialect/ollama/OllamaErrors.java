package dev.cardea.dialect.ollama;

import dev.cardea.dialect.hub.ErrorReader;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.NeutralError.Kind;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import tools.jackson.core.JacksonException;

/// Ollama's error object, `{"error": "…"}`: what kind of error it is, the status tells.
public final class OllamaErrors implements ErrorReader {
    @Override
    public NeutralError read(int status, byte[] body, int offset, int length) {
        Raw message = null;
        if (length > 0) {
            try (JsonIn in = new JsonIn(body, offset, length)) {
                if (in.isObject()) {
                    in.object();
                    for (String name = in.member(); name != null; name = in.member()) {
                        if (name.equals("error") && in.isText()) {
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
                Kind.of(status),
                message == null ? Raw.text("The provider answered " + status + ".") : message,
                null);
    }
}
