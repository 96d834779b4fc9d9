package dev.cardea.dialect.hub;

/// Writes a streamed answer as the client's dialect has it, one object per stream. What [#accept] is
/// given appears in the output at once, except where the dialect can only say it later.
public interface StreamWriter extends EventSink {}
