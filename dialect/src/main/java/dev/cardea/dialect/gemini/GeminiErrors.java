package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.ErrorReader;
import dev.cardea.dialect.hub.ErrorWriter;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.NeutralError.Kind;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import tools.jackson.core.JacksonException;

/// Google's error object, `{"error": {code, message, status}}`, also as the only element of a list.
public final class GeminiErrors implements ErrorReader, ErrorWriter {
    @Override
    public NeutralError read(int status, byte[] body, int offset, int length) {
        if (length > 0) {
            try (JsonIn in = new JsonIn(body, offset, length)) {
                if (!in.isArray() || in.element()) {
                    return read(status, in);
                }
            } catch (JacksonException | TranslationFault _) {
                // Not JSON: the status has to do.
            }
        }
        return NeutralError.unread(status);
    }

    private static NeutralError read(int status, JsonIn in) {
        NeutralError error = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (name.equals("error") && in.isObject()) {
                error = error(status, in);
            } else {
                in.skip();
            }
        }
        return error == null ? NeutralError.unread(status) : error;
    }

    /// Reads the inner object.
    ///
    /// @param status 0 when there is none: the code tells then
    static NeutralError error(int status, JsonIn in) {
        Raw message = Raw.text("The provider refused the call.");
        Raw word = null;
        int code = 500;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "message" -> message = in.text().copy();
                case "status" -> word = in.text().copy();
                case "code" -> code = (int) Math.min(599, in.count());
                default -> in.skip();
            }
        }
        int http = status == 0 ? (code >= 400 ? code : 500) : status;
        return new NeutralError(http, Kind.of(http), message, word);
    }

    /// Google says 400 to what is too large, and 409 with a word of its own to a conflict.
    @Override
    public int status(NeutralError error) {
        return switch (error.kind()) {
            case TOO_LARGE -> Kind.INVALID_REQUEST.status();
            case INVALID_REQUEST ->
                    error.status() == NeutralError.CONFLICT
                            ? NeutralError.CONFLICT
                            : error.kind().status();
            default -> error.kind().status();
        };
    }

    @Override
    public void write(NeutralError error, JsonOut out) {
        boolean conflict = error.status() == NeutralError.CONFLICT;
        out.object().object("error").field("code", error.status());
        out.field("message", error.message());
        out.field("status", conflict ? "ABORTED" : word(error.kind())).end().end();
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case INVALID_REQUEST, TOO_LARGE, CONTEXT_TOO_LONG, CONTENT_REFUSED ->
                    "INVALID_ARGUMENT";
            case AUTHENTICATION -> "UNAUTHENTICATED";
            case PERMISSION -> "PERMISSION_DENIED";
            case NOT_FOUND -> "NOT_FOUND";
            case RATE_LIMIT -> "RESOURCE_EXHAUSTED";
            case OVERLOADED -> "UNAVAILABLE";
            case TIMEOUT -> "DEADLINE_EXCEEDED";
            case INTERNAL -> "INTERNAL";
        };
    }
}
