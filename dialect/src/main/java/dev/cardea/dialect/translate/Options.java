package dev.cardea.dialect.translate;

/// What a translation needs to know besides the body.
///
/// @param dropUnsupported whether fields are dropped that change what the answer means and that the
///     target can't express; otherwise they are refused
/// @param requestId makes the ids that a provider doesn't give; letters, digits and `_` only
/// @param created now, in epoch seconds, for answers that carry a time
/// @param stream whether the path asks for a stream, where the dialect says that in its path
/// @param eventStream whether the client of such a path takes server-sent events (`alt=sse`);
///     otherwise the stream is one JSON array
/// @param maxTokens the answer's limit where the target demands one and the client gives none
/// @param apiVersion of the provider's API, where its address names one; mostly empty
public record Options(
        boolean dropUnsupported,
        String requestId,
        long created,
        boolean stream,
        boolean eventStream,
        long maxTokens,
        String apiVersion) {
    private static final long DEFAULT_MAX_TOKENS = 8192;

    public Options {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be 1 or more, found " + maxTokens);
        }
    }

    /// Refusing what can't be expressed, not streaming by path, 8192 tokens.
    public static Options of(String requestId, long created) {
        return new Options(false, requestId, created, false, true, DEFAULT_MAX_TOKENS, "");
    }

    public Options droppingUnsupported(boolean drop) {
        return new Options(drop, requestId, created, stream, eventStream, maxTokens, apiVersion);
    }

    /// @param eventStream whether the query has `alt=sse`
    public Options streamByPath(boolean eventStream) {
        return new Options(
                dropUnsupported, requestId, created, true, eventStream, maxTokens, apiVersion);
    }

    public Options withMaxTokens(long maxTokens) {
        return new Options(
                dropUnsupported, requestId, created, stream, eventStream, maxTokens, apiVersion);
    }

    public Options withApiVersion(String apiVersion) {
        return new Options(
                dropUnsupported, requestId, created, stream, eventStream, maxTokens, apiVersion);
    }
}
