package dev.cardea.dialect.hub;

import tools.jackson.core.JacksonException;

/// Reads error objects of one text, as Cohere (`{"message": "…"}`) and Ollama (`{"error": "…"}`) have
/// them: what kind of error it is, the status tells.
///
/// @param member the text's name
public record OneTextErrors(String member) implements ErrorReader {
    @Override
    public NeutralError read(int status, byte[] body, int offset, int length) {
        NeutralError unread = NeutralError.unread(status);
        if (length == 0) {
            return unread;
        }
        Raw message = null;
        try (JsonIn in = new JsonIn(body, offset, length)) {
            if (in.isObject()) {
                in.object();
                for (String name = in.member(); name != null; name = in.member()) {
                    if (name.equals(member) && in.isText()) {
                        message = in.text().copy();
                    } else {
                        in.skip();
                    }
                }
            }
        } catch (JacksonException | TranslationFault _) {
            // Not JSON: the status has to do.
        }
        return message == null ? unread : new NeutralError(status, unread.kind(), message, null);
    }
}
