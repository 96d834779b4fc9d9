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
/// of it: an error that is a text, a message at the top, a `detail`, or a list of what is wrong with
/// which member (`{loc, msg}`).
public final class OpenAiErrors implements ErrorReader, ErrorWriter {
    private static final int UNPROCESSABLE = 422;
    private static final Raw TOO_LONG = Raw.text("context_length_exceeded");
    private static final Raw REFUSED = Raw.text("content_filter");

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
        Found found = new Found();
        found.read(in);
        Kind kind = Kind.of(status);
        return new NeutralError(
                status,
                kind,
                found.message == null
                        ? Raw.text("The provider answered " + status + ".")
                        : found.message.copy(),
                found.code == null ? null : found.code.copy(),
                found.param == null ? null : found.param.copy());
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
        int status = found.status >= 400 && found.status < 600 ? found.status : 500;
        return new NeutralError(
                status,
                Kind.of(status),
                found.message == null
                        ? Raw.text("The provider broke the stream off.")
                        : found.message.copy(),
                found.code == null ? null : found.code.copy(),
                found.param == null ? null : found.param.copy());
    }

    private static final class Found {
        private @Nullable Raw message;
        private @Nullable Raw param;
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
                    case "message", "detail" -> message(in);
                    case "param" -> param = in.text();
                    case "code" -> {
                        if (in.isText()) {
                            code = in.raw();
                        } else {
                            Raw number = in.raw();
                            status = number.isObject() ? 0 : status(number);
                        }
                    }
                    case "type" -> type(in);
                    default -> in.skip();
                }
            }
        }

        private void message(JsonIn in) {
            if (in.isText()) {
                message = in.raw();
            } else if (in.isObject()) {
                read(in);
            } else if (in.isArray()) {
                list(in);
            } else {
                in.skip();
            }
        }

        /// Takes the first of a list of faults, `{"loc": ["body", "n"], "msg": …}`.
        private void list(JsonIn in) {
            in.array();
            while (in.element()) {
                if (message == null && in.isObject()) {
                    fault(in);
                } else {
                    in.skip();
                }
            }
        }

        private void fault(JsonIn in) {
            StringBuilder where = new StringBuilder();
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "loc" -> {
                        in.array();
                        while (in.element()) {
                            String step = in.isText() ? in.string() : in.raw().json();
                            if (!step.equals("body")) {
                                where.append(where.isEmpty() ? "" : ".").append(step);
                            }
                        }
                    }
                    case "msg" -> message = in.text();
                    default -> in.skip();
                }
            }
            if (message != null && !where.isEmpty()) {
                message = Raw.text(where + ": " + message.text());
                param = Raw.text(where.toString());
            }
        }

        /// A type says more than the kind of error only where it isn't one of OpenAI's few.
        private void type(JsonIn in) {
            if (code == null && in.isText()) {
                Raw type = in.raw();
                code = type.text().endsWith("_error") ? null : type;
            } else {
                in.skip();
            }
        }

        private static int status(Raw number) {
            try {
                return Integer.parseInt(number.json());
            } catch (NumberFormatException _) {
                return 0;
            }
        }
    }

    /// OpenAI's SDKs have classes for 409 and 422 too.
    @Override
    public int status(NeutralError error) {
        boolean own = error.status() == NeutralError.CONFLICT || error.status() == UNPROCESSABLE;
        return own && error.kind() == Kind.INVALID_REQUEST ? error.status() : error.kind().status();
    }

    @Override
    public void write(NeutralError error, JsonOut out) {
        writeObject(error, out.object().name("error"));
        out.end();
    }

    /// Writes the inner object.
    public void writeObject(NeutralError error, JsonOut out) {
        out.object().field("message", error.message());
        out.field("type", type(error.kind()));
        valueOrNull("param", error.param(), out);
        valueOrNull("code", code(error), out);
        out.end();
    }

    /// The short word for an error: the one that clients act upon, else the provider's own.
    public static @Nullable Raw code(NeutralError error) {
        return switch (error.kind()) {
            case CONTEXT_TOO_LONG -> TOO_LONG;
            case CONTENT_REFUSED -> REFUSED;
            default -> error.code();
        };
    }

    private static void valueOrNull(String name, @Nullable Raw text, JsonOut out) {
        if (text == null) {
            out.name(name).nothing();
        } else {
            out.field(name, text);
        }
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case INVALID_REQUEST, NOT_FOUND, TOO_LARGE, CONTEXT_TOO_LONG, CONTENT_REFUSED ->
                    "invalid_request_error";
            case AUTHENTICATION -> "authentication_error";
            case PERMISSION -> "permission_error";
            case RATE_LIMIT -> "rate_limit_error";
            case OVERLOADED, TIMEOUT, INTERNAL -> "server_error";
        };
    }
}
