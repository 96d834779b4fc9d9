package dev.cardea.dialect.hub;

/// Writes an error as the client's dialect has it.
public interface ErrorWriter {
    /// @param error with the status that [#status] gives it
    void write(NeutralError error, JsonOut out);

    /// The status by which clients of this dialect tell such an error: one that its API documents, for
    /// which its SDKs have a class of their own.
    default int status(NeutralError error) {
        return error.kind().status();
    }
}
