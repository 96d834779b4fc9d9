package dev.cardea.dialect.translate;

import dev.cardea.dialect.classify.RequestFaults;
import dev.cardea.dialect.hub.ErrorWriter;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.NeutralError.Kind;
import dev.cardea.model.ErrorClass;

/// Tells errors apart that providers give one status: clients shorten a conversation that is too long
/// when their dialect's own words say that it is.
final class RequestErrors {
    private RequestErrors() {}

    /// An error that follows from the request, as the client's dialect has it.
    static Answers.Told written(NeutralError error, ErrorWriter writer) {
        NeutralError told = told(error);
        NeutralError written = told.withStatus(writer.status(told));
        JsonOut out = new JsonOut(error.message().length() + 128);
        writer.write(written, out);
        return new Answers.Told(written.status(), out.toBytes(), written.passesSoon());
    }

    /// The same error, of a finer kind where its words tell one.
    static NeutralError told(NeutralError error) {
        boolean coarse =
                error.kind() == Kind.INVALID_REQUEST
                        || error.kind() == Kind.TOO_LARGE
                        || error.kind() == Kind.PERMISSION;
        if (!coarse) {
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
