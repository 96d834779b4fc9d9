package dev.cardea.dialect.translate;

import dev.cardea.dialect.classify.RequestFaults;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.NeutralError.Kind;
import dev.cardea.model.ErrorClass;

/// Tells errors apart that providers give one status: clients shorten a conversation that is too long
/// when their dialect's own words say that it is.
final class RequestErrors {
    private RequestErrors() {}

    /// The same error, of a finer kind where its words tell one.
    static NeutralError told(NeutralError error) {
        if (error.kind() != Kind.INVALID_REQUEST && error.kind() != Kind.TOO_LARGE) {
            return error;
        }
        String code = error.code() == null ? "" : error.code().text();
        return RequestFaults.of(code, error.message().text())
                .map(found -> error.as(kind(found)))
                .orElse(error);
    }

    private static Kind kind(ErrorClass found) {
        return found == ErrorClass.CONTEXT_TOO_LONG ? Kind.CONTEXT_TOO_LONG : Kind.CONTENT_REFUSED;
    }
}
