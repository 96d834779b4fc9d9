package dev.cardea.dialect.hub;

/// Why the model stopped.
public enum StopReason {
    /// It had said all.
    END,
    /// The answer's token limit.
    LENGTH,
    /// The context was full.
    CONTEXT,
    STOP_SEQUENCE,
    TOOL_CALLS,
    /// The model or a filter declined.
    REFUSED,
    /// The provider paused a long turn, to be sent back as it is.
    PAUSED,
    /// It wrote a tool call that can't be read.
    BROKEN_TOOL_CALL,
    OTHER
}
