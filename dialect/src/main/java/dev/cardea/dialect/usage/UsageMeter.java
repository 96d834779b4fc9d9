package dev.cardea.dialect.usage;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Usage;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Watches the bytes of one provider's answer as they pass, in pieces cut anywhere, and tells what the
/// call cost. Keeps a bounded amount whatever the answer's length; builds nothing; never fails: bytes
/// that it doesn't understand pass on.
public abstract sealed class UsageMeter permits AnswerMeter, StreamMeter, NoMeter {
    /// How many bytes of text one token is taken for, where the provider doesn't say: about right for
    /// English prose and JSON, a third too few for CJK text in UTF-8.
    public static final int BYTES_PER_TOKEN = 4;

    /// What costs no tokens.
    private static final Set<Endpoint> FREE =
            EnumSet.of(
                    Endpoint.MODELS,
                    Endpoint.COUNT_TOKENS,
                    Endpoint.GEMINI_COUNT_TOKENS,
                    Endpoint.MODERATIONS,
                    Endpoint.FILES,
                    Endpoint.BATCHES,
                    Endpoint.MESSAGE_BATCHES,
                    Endpoint.STORED_RESPONSES,
                    Endpoint.ANTHROPIC_FILES,
                    Endpoint.UNKNOWN);

    /// What may cost tokens, but not as many as its bytes would tell.
    private static final Set<Endpoint> UNKNOWABLE =
            EnumSet.of(
                    Endpoint.PASS_THROUGH,
                    Endpoint.SPEECH,
                    Endpoint.TRANSCRIPTIONS,
                    Endpoint.TRANSLATIONS,
                    Endpoint.IMAGES,
                    Endpoint.IMAGE_EDITS,
                    Endpoint.IMAGE_VARIATIONS);

    /// Takes the bytes that go on to the client, in order.
    @FunctionalInterface
    public interface Passage {
        /// `bytes` is either the array that was fed, or a short one of the meter's own that is valid
        /// only during the call.
        void pass(byte[] bytes, int offset, int length);
    }

    /// A meter for one answer.
    ///
    /// @param provider the dialect that the provider speaks
    /// @param streamed whether the answer is a stream of server-sent events
    /// @param hideUsage whether to keep the usage chunk, which the client didn't ask for, from it
    public static UsageMeter of(
            Dialect provider, Endpoint endpoint, boolean streamed, boolean hideUsage) {
        if (FREE.contains(endpoint)) {
            return new NoMeter();
        }
        AnswerScanner scanner =
                new AnswerScanner(
                        provider, !UNKNOWABLE.contains(endpoint), endpoint == Endpoint.RESPONSES);
        return streamed ? new StreamMeter(scanner, hideUsage) : new AnswerMeter(scanner);
    }

    /// Takes the next piece of the answer, and gives what may be sent on of it: all, except a usage
    /// chunk that is to be hidden; an event that isn't complete waits for its rest while one has to be
    /// hidden.
    public abstract void feed(byte[] bytes, int offset, int length, Passage passage);

    /// Tells that no more comes; what waited goes on.
    public abstract void end(Passage passage);

    /// Whether [#feed] may keep bytes back: if not, the piece can be sent on as it is.
    public abstract boolean hides();

    /// What the call cost, from the provider's own words where it got so far; else estimated from the
    /// text that passed.
    ///
    /// @param requestBytes the length of the request's body, from which the input is estimated
    public abstract Usage usage(long requestBytes);

    /// The model as the provider names it; empty when it didn't.
    public abstract String modelAnswered();

    /// The id that the provider gave the answer, or what it made; empty when it told none.
    public abstract String answerId();

    /// The ids of the items that a response consists of, as far as they were told.
    public abstract Set<String> itemIds();

    /// Whether the provider said that the answer is complete: a last event, or the end of the object.
    public abstract boolean complete();

    /// Whether something of the answer itself has come whole: an event, comments apart, or all of the
    /// object.
    public abstract boolean started();

    /// Whether the provider said that it, or the model, refuses to answer what was asked: by Anthropic's
    /// `refusal`, by a guardrail of Bedrock's, which has words of its own, or by a filter that left
    /// nothing of the answer. Mistral and Ollama have no such word.
    public abstract boolean refused();

    /// Whether some of the generated output went by.
    public abstract boolean spoke();

    /// Whether there is an [#embeddedError].
    public abstract boolean sawError();

    /// An error that the provider sent inside an answer with a good status.
    public abstract Optional<EmbeddedError> embeddedError();

    /// The JSON of an error, at most a few thousand bytes of it; what it means is for the classifier
    /// to say.
    public record EmbeddedError(byte[] json) {}
}
