package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.JsonOut;

/// The output item that a stream is at.
sealed interface OpenItem permits OpenMessage, OpenReasoning, OpenCall, OpenImage {

    /// Writes that it begins.
    void added();

    /// Whether a part of the neutral stream belongs to it.
    boolean holds(int part);

    /// Writes that it is done.
    ///
    /// @param status of a message that isn't cut short
    /// @param items takes it for the response's last event
    void close(String status, JsonOut items);
}
