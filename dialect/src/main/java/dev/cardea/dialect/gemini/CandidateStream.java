package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.EventSink;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.model.Dialect;
import org.jspecify.annotations.Nullable;

/// One candidate of a streamed answer: joins the pieces of texts and thoughts into parts that start
/// and stop. A function call comes whole.
final class CandidateStream {
    private enum Open {
        NOTHING,
        TEXT,
        THINKING,
        SOUND
    }

    private final int choice;
    private Open open = Open.NOTHING;
    private int part = -1;
    private boolean stopped;

    CandidateStream(int choice) {
        this.choice = choice;
    }

    boolean stopped() {
        return stopped;
    }

    void take(Candidate delta, EventSink to) {
        if (stopped) {
            return;
        }
        for (Part piece : delta.parts()) {
            switch (piece) {
                case Part.Text(var text, _, _) when !text.isEmptyText() -> {
                    start(Open.TEXT, to);
                    to.accept(new StreamEvent.TextDelta(choice, part, text, delta.logprobs()));
                }
                case Part.Thinking thinking -> thinking(thinking, to);
                case Part.ToolCall call -> call(call, to);
                case Part.Audio _ -> {
                    sound(to);
                    to.accept(new StreamEvent.Shown(choice, part, piece));
                }
                case Part.Image _, Part.Document _, Part.Video _ -> {
                    close(to);
                    to.accept(new StreamEvent.Shown(choice, ++part, piece));
                }
                case Part.Text _, Part.Declined _, Part.ToolResult _ -> {}
            }
        }
        for (Citation citation : delta.citations()) {
            start(Open.TEXT, to);
            to.accept(new StreamEvent.Cited(choice, part, citation));
        }
        if (delta.stop() != null) {
            close(to);
            stopped = true;
            to.accept(new StreamEvent.Stop(choice, delta.stop(), null));
        }
    }

    private void thinking(Part.Thinking thinking, EventSink to) {
        start(Open.THINKING, to);
        if (!thinking.text().isEmptyText()) {
            to.accept(new StreamEvent.ThinkingDelta(choice, part, thinking.text()));
        }
        @Nullable Raw signature = thinking.signature();
        if (signature != null) {
            to.accept(new StreamEvent.Signature(choice, part, signature));
            close(to);
        }
    }

    private void call(Part.ToolCall call, EventSink to) {
        close(to);
        part++;
        Raw arguments = call.arguments();
        to.accept(new StreamEvent.ToolStart(choice, part, call.id(), call.name()));
        to.accept(
                new StreamEvent.ToolDelta(
                        choice,
                        part,
                        new JsonOut(arguments.length() + 32).quoted(arguments).toRaw()));
        to.accept(new StreamEvent.PartStop(choice, part));
    }

    private void start(Open kind, EventSink to) {
        if (open == kind) {
            return;
        }
        close(to);
        open = kind;
        part++;
        to.accept(
                kind == Open.TEXT
                        ? new StreamEvent.TextStart(choice, part)
                        : new StreamEvent.ThinkingStart(choice, part, Dialect.GEMINI));
    }

    /// Pieces of sound that follow each other are one recording.
    private void sound(EventSink to) {
        if (open != Open.SOUND) {
            close(to);
            open = Open.SOUND;
            part++;
        }
    }

    private void close(EventSink to) {
        if (open == Open.TEXT || open == Open.THINKING) {
            to.accept(new StreamEvent.PartStop(choice, part));
        }
        open = Open.NOTHING;
    }
}
