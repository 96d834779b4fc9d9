package dev.cardea.dialect.hub;

import dev.cardea.model.Dialect;
import dev.cardea.model.Usage;
import org.jspecify.annotations.Nullable;

/// A step of a streamed answer, in no dialect. The slices in it are valid until the call that brings
/// it returns. Order per choice: parts one after the other, each started, filled and stopped; then
/// [Stop]. [Totals] may come at any time, the last one counts; [End] comes last, once.
public sealed interface StreamEvent {
    /// The first event.
    ///
    /// @param id the provider's; empty when it gave none
    /// @param created epoch seconds; 0 when not said
    record Start(String id, String model, long created, @Nullable Raw serviceTier)
            implements StreamEvent {}

    record TextStart(int choice, int part) implements StreamEvent {}

    /// @param text a JSON string
    /// @param logprobs of these tokens, as OpenAI writes them
    record TextDelta(int choice, int part, Raw text, @Nullable Raw logprobs)
            implements StreamEvent {}

    record Cited(int choice, int part, Citation citation) implements StreamEvent {}

    record ThinkingStart(int choice, int part, Dialect maker) implements StreamEvent {}

    record ThinkingDelta(int choice, int part, Raw text) implements StreamEvent {}

    record Signature(int choice, int part, Raw signature) implements StreamEvent {}

    /// A whole part of reasoning that only its maker can read.
    record SealedThinking(int choice, int part, Raw data, Dialect maker) implements StreamEvent {}

    record ToolStart(int choice, int part, String id, String name) implements StreamEvent {}

    /// @param fragment a JSON string: the next piece of the arguments' JSON text
    record ToolDelta(int choice, int part, Raw fragment) implements StreamEvent {}

    /// The model declines, in these words; a part of one piece or more.
    record DeclinedStart(int choice, int part) implements StreamEvent {}

    record DeclinedDelta(int choice, int part, Raw text) implements StreamEvent {}

    /// An image, a file or a recording. Sound may come in several pieces of one part, and while another
    /// part is open: that is what it says, in words.
    ///
    /// @param media an image, document, recording or video
    record Shown(int choice, int part, Part media) implements StreamEvent {}

    record PartStop(int choice, int part) implements StreamEvent {}

    record Stop(int choice, StopReason reason, @Nullable Raw stopSequence) implements StreamEvent {}

    /// The usage so far.
    record Totals(Usage usage) implements StreamEvent {}

    record Ping() implements StreamEvent {}

    /// The provider broke off, or the stream ended too early; nothing follows.
    record Failure(NeutralError error) implements StreamEvent {}

    record End() implements StreamEvent {}

    StreamEvent PING = new Ping();
    StreamEvent END = new End();
}
