package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.ErrorReader;
import dev.cardea.dialect.hub.ErrorWriter;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.NeutralError.Kind;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import tools.jackson.core.JacksonException;

/// Anthropic's error object: `{"type": "error", "error": {type, message}}`.
public final class AnthropicErrors implements ErrorReader, ErrorWriter {
    /// How Anthropic's message begins when the context is full. Coding agents know it by that alone,
    /// and shorten the conversation then.
    private static final int OVERLOADED = 529;

    private static final String TOO_LONG = "prompt is too long";

    @Override
    public NeutralError read(int status, byte[] body, int offset, int length) {
        if (length > 0) {
            try (JsonIn in = new JsonIn(body, offset, length)) {
                if (in.isObject()) {
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
    /// @param status 0 when there is none: the type tells then
    static NeutralError error(int status, JsonIn in) {
        Raw message = null;
        Raw type = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "message" -> message = in.text();
                case "type" -> type = in.text();
                default -> in.skip();
            }
        }
        Kind kind = type == null ? Kind.of(status == 0 ? 500 : status) : kind(type.text(), status);
        return new NeutralError(
                status == 0 ? kind.status() : status,
                kind,
                message == null ? Raw.text("The provider refused the call.") : message.copy(),
                type == null ? null : type.copy());
    }

    private static Kind kind(String type, int status) {
        return switch (type) {
            case "invalid_request_error" -> Kind.INVALID_REQUEST;
            case "authentication_error" -> Kind.AUTHENTICATION;
            case "permission_error", "billing_error" -> Kind.PERMISSION;
            case "not_found_error" -> Kind.NOT_FOUND;
            case "request_too_large" -> Kind.TOO_LARGE;
            case "rate_limit_error" -> Kind.RATE_LIMIT;
            case "timeout_error" -> Kind.TIMEOUT;
            case "overloaded_error" -> Kind.OVERLOADED;
            default -> Kind.of(status == 0 ? 500 : status);
        };
    }

    /// Anthropic's API documents no 409 and 422, but its SDKs try again after a conflict. Its word for
    /// an overload is 529.
    @Override
    public int status(NeutralError error) {
        return switch (error.kind()) {
            case OVERLOADED -> OVERLOADED;
            case INVALID_REQUEST ->
                    error.status() == NeutralError.CONFLICT
                            ? NeutralError.CONFLICT
                            : error.kind().status();
            default -> error.kind().status();
        };
    }

    @Override
    public void write(NeutralError error, JsonOut out) {
        out.object().field("type", "error").object("error").field("type", type(error.kind()));
        if (error.kind() == Kind.CONTEXT_TOO_LONG && !error.message().text().startsWith(TOO_LONG)) {
            out.name("message").openText().inner(TOO_LONG + ": ");
            out.inner(error.message()).closeText();
        } else {
            out.field("message", error.message());
        }
        out.end().end();
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case INVALID_REQUEST, CONTEXT_TOO_LONG, CONTENT_REFUSED -> "invalid_request_error";
            case AUTHENTICATION -> "authentication_error";
            case PERMISSION -> "permission_error";
            case NOT_FOUND -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            case RATE_LIMIT -> "rate_limit_error";
            case OVERLOADED -> "overloaded_error";
            case TIMEOUT -> "timeout_error";
            case INTERNAL -> "api_error";
        };
    }
}
