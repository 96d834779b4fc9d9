package dev.cardea.dialect.hub;

/// What the writing of an answer needs to know of its request.
///
/// @param model the provider's name for it, used when the answer names none
/// @param requestId makes the ids that a provider doesn't give; letters, digits and `_` only
/// @param created epoch seconds
/// @param usageInStream whether the client wants usage at the end of the stream
/// @param listStream whether the stream is a JSON array instead of server-sent events
/// @param echo what the answer repeats of the request
public record Asked(
        String model,
        String requestId,
        long created,
        boolean usageInStream,
        boolean listStream,
        Echo echo) {

    /// Of a request whose answer repeats nothing.
    public Asked(
            String model,
            String requestId,
            long created,
            boolean usageInStream,
            boolean listStream) {
        this(model, requestId, created, usageInStream, listStream, Echo.NONE);
    }
}
