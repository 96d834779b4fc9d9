package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.ErrorReader;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.NeutralError.Kind;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// AWS's error object, `{"message": …}`. What kind of error it is stands in a header field, in
/// `__type` at times, and in the name of an exception within a stream.
public final class ConverseErrors implements ErrorReader {
    @Override
    public NeutralError read(int status, byte[] body, int offset, int length) {
        return read(status, "", body, offset, length);
    }

    /// Reads an exception of a stream.
    ///
    /// @param name such as `throttlingException`
    static NeutralError inStream(String name, byte[] body, int offset, int length) {
        return read(0, name, body, offset, length);
    }

    private static NeutralError read(int status, String name, byte[] body, int offset, int length) {
        Raw message = null;
        String type = name;
        if (length > 0) {
            try (JsonIn in = new JsonIn(body, offset, length)) {
                if (in.isObject()) {
                    in.object();
                    for (String m = in.member(); m != null; m = in.member()) {
                        switch (m) {
                            case "message", "Message" -> message = in.text().copy();
                            case "__type" -> type = in.string();
                            default -> in.skip();
                        }
                    }
                }
            } catch (JacksonException | TranslationFault _) {
                // Not JSON: status and name have to do.
            }
        }
        String plain = plain(type);
        Kind kind = kind(plain);
        if (kind == null) {
            kind = Kind.of(status == 0 ? 500 : status);
        }
        int code = status == 0 ? kind.status() : status;
        return new NeutralError(
                code,
                kind,
                message == null ? Raw.text("The provider answered " + code + ".") : message,
                plain.isEmpty() ? null : Raw.text(plain));
    }

    /// Without the name space before it and the address behind it.
    private static String plain(String type) {
        String name = type.substring(type.lastIndexOf('#') + 1);
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private static @Nullable Kind kind(String type) {
        return switch (type.toLowerCase(java.util.Locale.ROOT)) {
            case "validationexception" -> Kind.INVALID_REQUEST;
            case "throttlingexception", "modelnotreadyexception", "servicequotaexceededexception" ->
                    Kind.RATE_LIMIT;
            case "accessdeniedexception" -> Kind.PERMISSION;
            case "unrecognizedclientexception",
                    "invalidsignatureexception",
                    "expiredtokenexception" ->
                    Kind.AUTHENTICATION;
            case "resourcenotfoundexception" -> Kind.NOT_FOUND;
            case "serviceunavailableexception" -> Kind.OVERLOADED;
            case "modeltimeoutexception" -> Kind.TIMEOUT;
            case "internalserverexception", "modelerrorexception", "modelstreamerrorexception" ->
                    Kind.INTERNAL;
            default -> null;
        };
    }
}
