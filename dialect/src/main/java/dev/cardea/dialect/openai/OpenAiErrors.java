package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.ErrorReader;
import dev.cardea.dialect.hub.ErrorWriter;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.NeutralError.Kind;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// OpenAI's error object, `{"error": {message, type, param, code}}`, and what compatible servers make
/// of it: an error that is a text, a message at the top, a `detail`.
public final class OpenAiErrors implements ErrorReader, ErrorWriter {
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
        return new NeutralError(
                status, Kind.of(status), Raw.text("The provider answered " + status + "."), null);
    }

    private static NeutralError read(int status, JsonIn in) {
        Found found = new Found();
        found.read(in);
        Kind kind = Kind.of(status);
        return new NeutralError(
                status,
                kind,
                found.message == null
                        ? Raw.text("The provider answered " + status + ".")
                        : found.message.copy(),
                found.code == null ? null : found.code.copy());
    }

    /// Reads an error that came inside a stream, standing on the value of `error`.
    static NeutralError inStream(JsonIn in) {
        Found found = new Found();
        if (in.isText()) {
            found.message = in.raw();
        } else if (in.isObject()) {
            found.read(in);
        } else {
            in.skip();
        }
        int status = found.status >= 400 ? found.status : 500;
        return new NeutralError(
                status,
                Kind.of(status),
                found.message == null
                        ? Raw.text("The provider broke the stream off.")
                        : found.message.copy(),
                found.code == null ? null : found.code.copy());
    }

    private static final class Found {
        private @Nullable Raw message;
        private @Nullable Raw code;
        private int status;

        void read(JsonIn in) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "error" -> {
                        if (in.isObject()) {
                            read(in);
                        } else {
                            message = in.isText() ? in.raw() : message;
                            in.skip();
                        }
                    }
                    case "message", "detail" -> {
                        if (in.isText()) {
                            message = in.raw();
                        } else {
                            in.skip();
                        }
                    }
                    case "code" -> {
                        if (in.isText()) {
                            code = in.raw();
                        } else {
                            Raw number = in.raw();
                            status = number.isObject() ? 0 : status(number);
                        }
                    }
                    case "type" -> code = code == null && in.isText() ? in.raw() : code(in);
                    default -> in.skip();
                }
            }
        }

        private @Nullable Raw code(JsonIn in) {
            in.skip();
            return code;
        }

        private static int status(Raw number) {
            try {
                return Integer.parseInt(number.json());
            } catch (NumberFormatException _) {
                return 0;
            }
        }
    }

    @Override
    public void write(NeutralError error, JsonOut out) {
        writeObject(error, out.object().name("error"));
        out.end();
    }

    /// Writes the inner object.
    public void writeObject(NeutralError error, JsonOut out) {
        out.object().field("message", error.message());
        out.field("type", type(error.kind())).name("param").nothing();
        out.name("code");
        if (error.code() == null) {
            out.nothing();
        } else {
            out.value(error.code());
        }
        out.end();
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case INVALID_REQUEST, NOT_FOUND, TOO_LARGE -> "invalid_request_error";
            case AUTHENTICATION -> "authentication_error";
            case PERMISSION -> "permission_error";
            case RATE_LIMIT -> "rate_limit_error";
            case OVERLOADED, TIMEOUT, INTERNAL -> "server_error";
        };
    }
}
