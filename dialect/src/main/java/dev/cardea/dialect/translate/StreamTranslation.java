package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.StopReason;
import dev.cardea.model.Usage;

/// A streamed answer on its way into the client's dialect. Not safe for several threads; holds no
/// more than the event that isn't complete, except where the client's dialect repeats texts at its
/// end or wants a tool's arguments whole.
public interface StreamTranslation {
    /// Translates the next bytes, split anywhere.
    ///
    /// @return what to send to the client now, may be empty. Bytes that are no answer of the
    ///     provider's dialect end the stream in the client's error event; [#failed] tells then
    byte[] feed(byte[] bytes, int offset, int length);

    /// Takes the end of the provider's stream, and ends the client's: properly when the answer was
    /// complete, else in its error event.
    byte[] finish();

    /// Ends the client's stream in its error event, when the provider's was cut by something else.
    ///
    /// @param status an HTTP status that fits
    byte[] fail(int status, String message);

    /// Whether the stream ended in an error event.
    boolean failed();

    /// The usage so far.
    Usage usage();

    /// The model as the provider names it; empty until it does.
    String model();

    /// Why the first choice ended; OTHER until it does.
    StopReason stop();

    /// Whether the provider refused what was asked and said nothing else, as far as has come.
    boolean refused();

    /// Whether some of the generated output went by.
    boolean spoke();

    /// The media type of what the client is sent.
    String contentType();
}
