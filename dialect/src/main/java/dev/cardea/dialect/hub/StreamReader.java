package dev.cardea.dialect.hub;

/// Reads a provider's streamed answer, one object per stream.
public interface StreamReader {
    /// Takes the next bytes, split anywhere.
    ///
    /// @throws TranslationFault when they are no answer of this dialect
    void feed(byte[] bytes, int offset, int length, EventSink sink);

    /// Takes the end: brings [StreamEvent.End], or [StreamEvent.Failure] when the answer isn't
    /// complete, unless one of them was brought before.
    void finish(EventSink sink);
}
