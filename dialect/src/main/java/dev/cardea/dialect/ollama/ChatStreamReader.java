package dev.cardea.dialect.ollama;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.EventSink;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.LineReader;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.dialect.hub.StreamReader;
import dev.cardea.model.Dialect;
import org.jspecify.annotations.Nullable;

/// Reads a streamed answer of Ollama's chat: one JSON object per line, the last one `done`. Tool calls
/// come whole.
public final class ChatStreamReader implements StreamReader, LineReader.Handler {
    private final LineReader lines = new LineReader(this);
    private final Asked asked;
    private @Nullable EventSink sink;
    private Open open = Open.NOTHING;
    private int part = -1;
    private int calls;
    private boolean started;
    private boolean ended;

    /// What the part is that takes pieces.
    private enum Open {
        NOTHING,
        TEXT,
        THINKING
    }

    public ChatStreamReader(Asked asked) {
        this.asked = asked;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, EventSink sink) {
        this.sink = sink;
        lines.feed(bytes, offset, length);
    }

    @Override
    public void finish(EventSink sink) {
        this.sink = sink;
        if (!ended) {
            lines.finish();
        }
        if (!ended) {
            ended = true;
            sink.accept(new StreamEvent.Failure(NeutralError.cut()));
        }
    }

    @Override
    public void line(byte[] bytes, int offset, int length) {
        EventSink to = sink;
        if (ended || to == null || length == 0) {
            return;
        }
        try (JsonIn in = new JsonIn(bytes, offset, length)) {
            take(Chunk.read(in), to);
        }
    }

    private void take(Chunk chunk, EventSink to) {
        if (chunk.error() != null) {
            ended = true;
            to.accept(
                    new StreamEvent.Failure(
                            new NeutralError(
                                    500, NeutralError.Kind.INTERNAL, chunk.error().copy(), null)));
            return;
        }
        if (!started) {
            started = true;
            to.accept(new StreamEvent.Start("", chunk.model(), 0, null));
        }
        if (chunk.thinking() != null) {
            become(Open.THINKING, to);
            to.accept(new StreamEvent.ThinkingDelta(0, part, chunk.thinking()));
        }
        if (chunk.content() != null) {
            become(Open.TEXT, to);
            to.accept(new StreamEvent.TextDelta(0, part, chunk.content(), null));
        }
        for (Chunk.Call call : chunk.calls()) {
            call(call, to);
        }
        if (chunk.stop() != null) {
            become(Open.NOTHING, to);
            ended = true;
            to.accept(new StreamEvent.Totals(chunk.usage()));
            to.accept(
                    new StreamEvent.Stop(
                            0,
                            calls > 0 && chunk.stop() == StopReason.END
                                    ? StopReason.TOOL_CALLS
                                    : chunk.stop(),
                            null));
            to.accept(StreamEvent.END);
        }
    }

    private void become(Open next, EventSink to) {
        if (open == next) {
            return;
        }
        if (open != Open.NOTHING) {
            to.accept(new StreamEvent.PartStop(0, part));
        }
        open = next;
        switch (next) {
            case NOTHING -> {}
            case TEXT -> to.accept(new StreamEvent.TextStart(0, ++part));
            case THINKING -> to.accept(new StreamEvent.ThinkingStart(0, ++part, Dialect.OPENAI));
        }
    }

    private void call(Chunk.Call call, EventSink to) {
        become(Open.NOTHING, to);
        part++;
        to.accept(
                new StreamEvent.ToolStart(
                        0, part, ChatAnswerReader.id(call, asked, calls++), call.name()));
        Raw fragment = new JsonOut(call.arguments().length() + 16).quoted(call.arguments()).toRaw();
        to.accept(new StreamEvent.ToolDelta(0, part, fragment));
        to.accept(new StreamEvent.PartStop(0, part));
    }
}
